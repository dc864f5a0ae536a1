"""Splink as a peer, set up as a practitioner would: link only, DuckDB, blocking, EM, term frequencies."""

import logging
import re

import numpy as np
import pandas as pd
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI
from splink.comparison_level_library import CustomLevel, ElseLevel
from splink.comparison_library import CustomComparison

from tests.bench.peers import PAIR_COLUMNS, typed_invoices, typed_payments

_TOKEN = re.compile(r"[A-Z0-9](?:[A-Z0-9/_.-]*[A-Z0-9])?")


def _core(number: str) -> str:
    """The last run of digits of a number, without leading zeros."""
    runs = re.findall(r"\d+", number)
    return runs[-1].lstrip("0") if runs else ""


def _compact(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text)


def _keys_of_text(text: str) -> list[str]:
    """What an invoice number in the text could be looked up by: whole tokens, compact tokens, bare digits."""
    keys = set()
    for token in _TOKEN.findall(text):
        if any(char.isdigit() for char in token):
            keys |= {token, _compact(token)}
            core = _core(token)
            if len(core) >= 4:
                keys.add(core)
    return sorted(keys)


def _invoice_table(invoices: pd.DataFrame) -> pd.DataFrame:
    frame = typed_invoices(invoices)
    number = frame["number"]
    core = number.map(_core)
    compact = number.map(_compact)
    order = frame["purchase_order_number"].str.upper()
    keys = [
        sorted({n, c, *([d] if len(d) >= 4 else []), *([o] if o else [])})
        for n, c, d, o in zip(number, compact, core, order, strict=True)
    ]
    return pd.DataFrame(
        {
            "unique_id": [f"i{at:07d}" for at in range(len(frame))],
            "name": frame["name"].where(frame["name"] != "", None),
            "name_start": frame["name"].str.replace(" ", "", regex=False).str[:7],
            "text": compact,
            "number": number,
            "core": core,
            "purchase_order": order,
            "keys": keys,
            "amount": frame["amount_minor"],
            "currency": frame["currency"],
            "issued_day": frame["issued_day"],
            "due_day": frame["due_day"],
        }
    )


def _payment_table(payments: pd.DataFrame, numbers: frozenset[str]) -> pd.DataFrame:
    """The payments for splink; `number`, for training: the first key in the text that is an invoice."""
    frame = typed_payments(payments)
    text = frame["text"]
    keys = text.map(_keys_of_text)
    return pd.DataFrame(
        {
            "unique_id": [f"p{at:07d}" for at in range(len(frame))],
            "name": frame["name"].where(frame["name"] != "", None),
            "name_start": frame["name"]
            .str.replace(" ", "", regex=False)
            .str[:7]
            .where(frame["name"] != "", None),
            "text": text.map(_compact),
            "number": [next((key for key in found if key in numbers), None) for found in keys],
            "core": "",
            "purchase_order": "",
            "keys": keys,
            "amount": frame["amount_minor"],
            "currency": frame["currency"],
            "issued_day": frame["paid_day"],
            "due_day": frame["paid_day"],
        }
    )


def _comparisons() -> list[CustomComparison]:
    """Left is the invoice, right the payment: splink orders link-only inputs by the table's name."""
    reference = CustomComparison(
        [
            CustomLevel("list_contains(keys_r, number_l)", "number as a token"),
            CustomLevel("length(text_l) >= 5 and contains(text_r, text_l)", "number inside the text"),
            CustomLevel("length(core_l) >= 4 and list_contains(keys_r, core_l)", "bare digits as a token"),
            CustomLevel(
                "purchase_order_l <> '' and list_contains(keys_r, purchase_order_l)", "purchase order"
            ),
            CustomLevel("length(core_l) >= 4 and contains(text_r, right(core_l, 4))", "last four digits"),
            ElseLevel(),
        ],
        output_column_name="reference",
    )
    name = CustomComparison(
        [
            CustomLevel("name_l = name_r", "equal").configure(tf_adjustment_column="name"),
            CustomLevel("jaro_winkler_similarity(name_l, name_r) >= 0.94", "alike .94"),
            CustomLevel("contains(text_r, left(replace(name_l, ' ', ''), 10))", "name inside the text"),
            CustomLevel("jaro_winkler_similarity(name_l, name_r) >= 0.86", "alike .86"),
            CustomLevel("name_r is null", "not given").configure(is_null_level=True),
            ElseLevel(),
        ],
        output_column_name="name",
    )
    amount = CustomComparison(
        [
            CustomLevel("amount_l = amount_r and currency_l = currency_r", "equal").configure(
                tf_adjustment_column="amount", disable_tf_exact_match_detection=True
            ),
            CustomLevel(
                "currency_l = currency_r and abs(amount_l - amount_r) <= 0.005 * abs(amount_l)", "within .5 %"
            ),
            CustomLevel(
                "currency_l = currency_r and abs(amount_l - amount_r) <= 0.035 * abs(amount_l)",
                "within 3.5 %",
            ),
            CustomLevel("currency_l = currency_r and amount_r > 0 and amount_r < amount_l", "part"),
            ElseLevel(),
        ],
        output_column_name="amount",
    )
    date = CustomComparison(
        [
            CustomLevel("abs(issued_day_r - due_day_l) <= 3", "3 days from due"),
            CustomLevel("abs(issued_day_r - due_day_l) <= 10", "10 days from due"),
            CustomLevel("issued_day_r between issued_day_l and due_day_l + 30", "issue to due + 30"),
            CustomLevel(
                "issued_day_r between issued_day_l - 15 and due_day_l + 90", "15 before issue to due + 90"
            ),
            ElseLevel(),
        ],
        output_column_name="date",
    )
    return [reference, name, amount, date]


SEASON_DAYS = 75
_IN_SEASON = f"abs(l.due_day - r.due_day) <= {SEASON_DAYS}"
_KEYS = block_on("keys", arrays_to_explode=["keys"])
_EQUAL = (
    "l.amount = r.amount and l.currency = r.currency",
    "l.name_start = r.name_start and l.currency = r.currency",
)


def splink_plain(invoices: pd.DataFrame, payments: pd.DataFrame) -> pd.DataFrame:
    """As `splink_link`, blocking on equal amounts and name beginnings whatever the dates."""
    return splink_link(invoices, payments, in_season=False)


def splink_link(invoices: pd.DataFrame, payments: pd.DataFrame, in_season: bool = True) -> pd.DataFrame:
    """Scored pairs with probability from .05; every invoice keeps its likeliest payments (equal ones all).

    Pairs are looked at that share a key of the reference, or an equal amount or name beginning; the latter
    two, `in_season`, only where the payment comes within 75 days of the due date.
    """
    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI()
    left_table = _invoice_table(invoices)
    left = database.register(left_table, dataset_display_name="a_invoices")
    right = database.register(
        _payment_table(payments, frozenset(left_table["number"])), dataset_display_name="b_payments"
    )
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=_comparisons(),
        blocking_rules_to_generate_predictions=[
            _KEYS,
            *(f"{rule} and {_IN_SEASON}" if in_season else rule for rule in _EQUAL),
        ],
        retain_matching_columns=False,
    )
    linker = Linker([left, right], settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match(
        ["l.number = r.number and l.amount = r.amount"], recall=0.4
    )
    # Books that quote no whole number give it no sure pair to count: then one in all pairs.
    least = 1 / max(2, len(invoices) * len(payments))
    prior = linker._settings_obj._probability_two_random_records_match
    linker._settings_obj._probability_two_random_records_match = min(max(prior, least), 1 - least)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=7)
    linker.training.estimate_parameters_using_expectation_maximisation(
        f"l.amount = r.amount and l.currency = r.currency and {_IN_SEASON}", record_sample_proportion=1.0
    )
    linker.training.estimate_parameters_using_expectation_maximisation(
        "l.number = r.number", record_sample_proportion=1.0
    )
    found = linker.inference.predict(threshold_match_probability=0.05).as_pandas_dataframe()
    return _pairs(found, invoices, payments)


def _pairs(found: pd.DataFrame, invoices: pd.DataFrame, payments: pd.DataFrame) -> pd.DataFrame:
    i = found["unique_id_l"].str[1:].astype(int).to_numpy()
    p = found["unique_id_r"].str[1:].astype(int).to_numpy()
    frame = pd.DataFrame(
        {
            "invoice_number": invoices["invoice_number"].to_numpy()[i],
            "counterparty": invoices["counterparty"].to_numpy()[i],
            "transaction_id": payments["transaction_id"].to_numpy()[p],
            "score": found["match_probability"].to_numpy(dtype=float),
        },
        columns=list(PAIR_COLUMNS),
    )
    best = frame.groupby(["invoice_number", "counterparty"])["score"].transform("max")
    return frame[frame["score"] >= best - 1e-9].reset_index(drop=True)


def blocked_share(
    invoices: pd.DataFrame, payments: pd.DataFrame, truth: pd.DataFrame, in_season: bool
) -> float:
    """The share of true pairs that splink's blocking lets it look at."""
    left = _invoice_table(invoices).assign(
        invoice_number=invoices["invoice_number"].to_numpy(), counterparty=invoices["counterparty"].to_numpy()
    )
    right = _payment_table(payments, frozenset(left["number"])).assign(
        transaction_id=payments["transaction_id"].to_numpy()
    )
    keys = ["invoice_number", "counterparty"]
    pairs = truth[[*keys, "transaction_id"]].drop_duplicates()
    pairs = pairs.merge(left.drop_duplicates(keys), on=keys)
    pairs = pairs.merge(right, on="transaction_id", suffixes=("_l", "_r"))
    shared = np.array(
        [not set(a).isdisjoint(b) for a, b in zip(pairs["keys_l"], pairs["keys_r"], strict=True)], dtype=bool
    )
    equal = (pairs["amount_l"] == pairs["amount_r"]) | (pairs["name_start_l"] == pairs["name_start_r"])
    equal &= pairs["currency_l"] == pairs["currency_r"]
    if in_season:
        equal &= (pairs["due_day_l"] - pairs["due_day_r"]).abs() <= SEASON_DAYS
    return float((shared | equal.to_numpy()).mean())
