"""Names in other scripts meet their Latin spelling."""

import pytest

from core.matching.names import core, fold
from core.matching.pointers import fold_keeping_marks


@pytest.mark.parametrize(
    ("bank", "ledger"),
    [
        ("ｻﾄｳｺｳｷﾞﾖｳ(ｶ", "Sato Kogyo K.K."),
        ("ｶ)ｼﾝﾐｳﾗｾｲｻｸｼﾖ", "Shin Miura Seisakusho Co., Ltd."),
        ("ﾁﾕｳｵｳﾓﾘﾀｼﾖｳｼﾞ(ｶ", "Chuo Morita Shoji Co., Ltd."),
        ("佐藤技研", "株式会社佐藤技研"),
        ("(주)한빛전자", "한빛전자 주식회사"),
        ("ООО Ромашка", "Romashka OOO"),
        ("GROSSMANN GEBAEUDETECHNIK AG", "Großmann Gebäudetechnik AG"),
    ],
)
def test_two_spellings_of_one_name_fold_alike(bank: str, ledger: str) -> None:
    assert core(bank).replace(" ", "") == core(ledger).replace(" ", "")


def test_words_glued_to_numbers_in_another_script_are_apart() -> None:
    """ "M24-006818ｶ)ｺﾊﾞﾔｼｾｲｷ": the number ends where the name begins"""
    assert fold("M24-006818ｶ)ｺﾊﾞﾔｼｾｲｷ") == "M24 006818 KOBAYASHISEIKI"
    assert fold_keeping_marks("請求書№１２３４5ｻﾄｳ").split() == ["NO12345"]
