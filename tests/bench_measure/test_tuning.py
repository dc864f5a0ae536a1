"""What the Tune page's benchmark times is what a full run would say, for every move it makes."""

from tests.bench import tuning
from tests.bench.reference import make


def test_every_move_answers_as_a_full_run_does() -> None:
    found = tuning.tuned(tuning.snapshot(make("typical", 120, 20)))
    assert [one.kind for one in found] == list(tuning.BUDGET_MS)
    assert all(one.equal for one in found)
    assert sum(len(one.milliseconds) for one in found) == sum(map(len, tuning.MOVES.values()))
