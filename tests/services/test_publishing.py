"""A run's files are kept whole, degraded when they must be, and brought to the bucket when it is back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import boto3
import pytest
from moto.server import ThreadedMotoServer

from core.model.errors import TieoutError
from core.outlets import blobs
from core.services import publishing, settling, tracing
from core.services.publishing import NewFile
from core.services.workspace import Workspace
from core.settings import FileSettings
from tests.services.settlement_desk import DAY, MORNING, transactions_of

FILES = (NewFile("run.csv", "text/csv", b"a,b\n"), NewFile("run.json", "application/json", b"{}"))


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
    monkeypatch.setattr(blobs.Blobs.__init__, "__defaults__", (0.001,))


def with_bucket(workspace: Workspace, endpoint: str, bucket: str = "kept") -> Workspace:
    files = FileSettings(bucket, "books", "us-east-1", endpoint)
    return replace(workspace, settings=replace(workspace.settings, files=files))


@pytest.fixture
def run_id(workspace: Workspace) -> UUID:
    transactions_of(workspace)
    return settling.settle(workspace, "stripe", DAY, now=MORNING).id


def test_files_go_to_the_bucket_and_can_be_linked(workspace: Workspace, endpoint: str, run_id: UUID) -> None:
    boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(Bucket="kept")
    desk = with_bucket(workspace, endpoint)
    made = publishing.publish(desk, run_id, FILES)
    assert [(file.name, file.place) for file in made] == [("run.csv", "s3"), ("run.json", "s3")]
    assert made[0].key.startswith(f"books/{workspace.company.id}/2026-11-19/stripe/v1/")
    assert publishing.read(desk, made[0].id) == b"a,b\n"
    assert "X-Amz-Expires=3600" in publishing.link(desk, made[0].id, timedelta(hours=1))
    assert tracing.run_file(desk, run_id).run.degraded == ""


def test_a_bucket_that_is_away_degrades_the_run_and_gets_the_files_later(
    workspace: Workspace, endpoint: str, run_id: UUID
) -> None:
    boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(Bucket="kept")
    away = with_bucket(workspace, "http://127.0.0.1:9")
    made = publishing.publish(away, run_id, FILES)
    assert {file.place for file in made} == {"local"}
    assert "could not be reached" in tracing.run_file(away, run_id).run.degraded
    with pytest.raises(TieoutError, match="download it"):
        publishing.link(away, made[0].id)
    assert publishing.bring(away) == 0
    back = with_bucket(workspace, endpoint)
    assert publishing.bring(back) == 2
    assert publishing.bring(back) == 0
    assert [file.place for file in tracing.run_file(back, run_id).files] == ["s3", "s3"]
    assert publishing.read(back, made[0].id) == b"a,b\n"
    assert not list((workspace.settings.home / "reports").rglob("*.csv"))


def test_no_such_bucket_degrades_the_run_and_nothing_waits(
    workspace: Workspace, endpoint: str, run_id: UUID
) -> None:
    desk = with_bucket(workspace, endpoint, "missing-bucket")
    made = publishing.publish(desk, run_id, FILES)
    assert publishing.bring(desk) == 0
    assert "NoSuchBucket" in tracing.run_file(desk, run_id).run.degraded
    assert publishing.read(desk, made[1].id) == b"{}"


def test_a_file_that_was_changed_is_not_handed_out(workspace: Workspace, run_id: UUID) -> None:
    (file,) = publishing.publish(workspace, run_id, FILES[:1])
    (workspace.settings.home / "reports" / file.key).write_bytes(b"a,c\n")
    with pytest.raises(TieoutError, match="has been changed"):
        publishing.read(workspace, file.id)
    with pytest.raises(TieoutError, match="no name"):
        publishing.publish(workspace, run_id, [NewFile("../x", "text/csv", b"")])
