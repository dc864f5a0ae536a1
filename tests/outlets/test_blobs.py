"""Blobs against a local S3: kept, encrypted, confirmed before the local copy goes, and never lost."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer

from core.model.errors import NotFoundError, TieoutError
from core.outlets.blobs import Blobs, Kept
from core.settings import FileSettings


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.delenv("AWS_PROFILE", raising=False)


@pytest.fixture
def s3(endpoint: str) -> Any:
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    client.create_bucket(Bucket="reports")
    return client


def blobs(endpoint: str, folder: Path, bucket: str = "reports") -> Blobs:
    return Blobs(FileSettings(bucket, "books", "us-east-1", endpoint), folder, pause_s=0.001)


def test_a_file_is_kept_encrypted_and_the_local_copy_goes(endpoint: str, s3: Any, tmp_path: Path) -> None:
    one = blobs(endpoint, tmp_path)
    assert one.keep("a/run.csv", b"1,2\n", "text/csv") == Kept("s3", "books/a/run.csv")
    there = s3.head_object(Bucket="reports", Key="books/a/run.csv")
    assert (there["ServerSideEncryption"], there["ContentType"]) == ("AES256", "text/csv")
    assert not (tmp_path / "a/run.csv").exists()
    assert one.read("s3", "books/a/run.csv") == b"1,2\n"


def test_a_link_lasts_a_week_at_most(endpoint: str, s3: Any, tmp_path: Path) -> None:
    one = blobs(endpoint, tmp_path)
    one.keep("b.csv", b"b", "text/csv")
    address = one.link("books/b.csv", timedelta(days=7))
    assert "X-Amz-Algorithm=AWS4-HMAC-SHA256" in address
    assert "X-Amz-Expires=604800" in address
    assert requests.get(address, timeout=5).content == b"b"
    for lasts in (timedelta(days=7, seconds=1), timedelta()):
        with pytest.raises(TieoutError, match="a week"):
            one.link("books/b.csv", lasts)


def test_an_error_that_stays_leaves_the_file_local_and_not_waiting(
    endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = blobs(endpoint, tmp_path, "no-such-bucket").keep("c.csv", b"c", "text/csv")
    assert (missing.place, missing.wanted_key, missing.why) == (
        "local",
        "",
        "the bucket answered NoSuchBucket",
    )
    wrong = blobs(endpoint, tmp_path, "Not A Bucket").keep("c.csv", b"c", "text/csv")
    assert (wrong.place, wrong.wanted_key) == ("local", "")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    nobody = blobs(endpoint, tmp_path).keep("c.csv", b"c", "text/csv")
    assert (nobody.place, nobody.why) == ("local", "there are no credentials for the bucket")
    assert (tmp_path / "c.csv").read_bytes() == b"c"


def test_an_error_that_passes_leaves_it_local_to_be_brought_later(
    endpoint: str, s3: Any, tmp_path: Path
) -> None:
    away = blobs("http://127.0.0.1:9", tmp_path).keep("d.csv", b"d", "text/csv")
    assert (away.place, away.key, away.wanted_key) == ("local", "d.csv", "books/d.csv")
    assert "could not be reached" in away.why
    one = blobs(endpoint, tmp_path)
    one.bring("d.csv", "books/d.csv", "text/csv")
    assert (tmp_path / "d.csv").exists()
    one.forget("d.csv")
    assert one.read("s3", "books/d.csv") == b"d"


class _Failing(Blobs):
    """A bucket that fails so many times before it answers, or whose copies are cut short."""

    times = 0
    short = False

    def _client(self) -> Any:
        client = super()._client()
        outer = self
        put, head = client.put_object, client.head_object

        def put_object(**said: Any) -> Any:
            from botocore.exceptions import ClientError

            if outer.times > 0:
                outer.times -= 1
                raise ClientError({"Error": {"Code": "SlowDown"}}, "PutObject")
            return put(**said)

        def head_object(**said: Any) -> Any:
            return {"ContentLength": 1} if outer.short else head(**said)

        client.put_object, client.head_object = put_object, head_object
        return client


@pytest.mark.parametrize(("times", "place"), [(2, "s3"), (3, "local")])
def test_three_tries_and_no_more(endpoint: str, s3: Any, tmp_path: Path, times: int, place: str) -> None:
    one = _Failing(FileSettings("reports", "", "us-east-1", endpoint), tmp_path, pause_s=0.001)
    one.times = times
    assert one.keep("e.csv", b"e", "text/csv").place == place
    assert (tmp_path / "e.csv").exists() == (place == "local")


def test_a_copy_that_is_not_whole_is_no_copy(endpoint: str, s3: Any, tmp_path: Path) -> None:
    one = _Failing(FileSettings("reports", "", "us-east-1", endpoint), tmp_path, pause_s=0.001)
    one.short = True
    kept = one.keep("f.csv", b"whole", "text/csv")
    assert (kept.place, kept.why) == ("local", "the copy in the bucket is not whole")
    assert (tmp_path / "f.csv").read_bytes() == b"whole"


def test_without_a_bucket_the_folder_is_the_place(tmp_path: Path) -> None:
    one = Blobs(FileSettings(), tmp_path)
    assert one.keep("g/h.csv", b"g", "text/csv") == Kept("local", "g/h.csv")
    assert one.read("local", "g/h.csv") == b"g"
    with pytest.raises(NotFoundError):
        one.read("local", "g/other.csv")
    with pytest.raises(TieoutError, match="no bucket"):
        one.link("g/h.csv", timedelta(days=1))
    for key in ("../out.csv", "/etc/passwd"):
        with pytest.raises(TieoutError, match="no name"):
            one.keep(key, b"", "text/csv")
