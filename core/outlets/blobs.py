"""Blobs: files kept in a bucket of S3 or its like, and in a local folder until that is certain."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from core.model.errors import NotFoundError, TieoutError
from core.settings import FileSettings

TRIES = 3
LONGEST_LINK = timedelta(
    days=7
)  # SigV4 signs for no longer (AWS, "Authenticating requests: query parameters")
_PERMANENT = {
    "NoSuchBucket", "AccessDenied", "AllAccessDisabled", "InvalidAccessKeyId", "SignatureDoesNotMatch",
    "InvalidBucketName", "AccountProblem", "403", "404", "PermanentRedirect",
}  # fmt: skip
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a file lies now. `wanted_key` is where it is still to be brought ("" nowhere); `why` says what
    kept it from the bucket, "" where it lies as it should."""

    place: str
    key: str
    wanted_key: str = ""
    why: str = ""


class BucketError(Exception):
    """The bucket did not take or give a file. `final`: trying again changes nothing. Stays in this room."""

    def __init__(self, why: str, *, final: bool) -> None:
        super().__init__(why)
        self.final = final


class Blobs:
    """A bucket with a local folder behind it, or the folder alone when no bucket is named."""

    def __init__(self, settings: FileSettings, folder: Path, pause_s: float = 0.5) -> None:
        self._settings, self._folder, self._pause_s = settings, folder, pause_s

    def keep(self, key: str, data: bytes, content_type: str) -> Kept:
        """Keeps a file, whatever happens: locally first, then in the bucket, where its copy is confirmed.

        An error that stays (no such bucket, no right, no key) leaves the file local; one that passes is tried
        three times, then leaves it local and to be brought later.
        """
        self._write(key, data)
        if not self._settings.bucket:
            return Kept("local", key)
        wanted = self._key(key)
        try:
            self._upload(wanted, data, content_type)
        except BucketError as error:
            return Kept("local", key, "" if error.final else wanted, str(error))
        self.forget(key)
        return Kept("s3", wanted)

    def bring(self, key: str, wanted_key: str, content_type: str) -> None:
        """Brings a local file to the bucket and confirms it; the local copy stays until `forget`.

        Raises `TieoutError` when it could not be brought this time.
        """
        data = self.read("local", key)
        try:
            self._upload(wanted_key, data, content_type)
        except BucketError as error:
            raise TieoutError(str(error)) from error

    def forget(self, key: str) -> None:
        """Removes the local copy of a file that is confirmed in the bucket."""
        self._path(key).unlink(missing_ok=True)

    def read(self, place: str, key: str) -> bytes:
        """The file's content; raises `NotFoundError` when it is not where it should be."""
        if place == "local":
            try:
                return self._path(key).read_bytes()
            except FileNotFoundError as error:
                raise NotFoundError("The file is no longer in the report folder.") from error
        try:
            return self._asked(
                lambda client: bytes(client.get_object(Bucket=self._settings.bucket, Key=key)["Body"].read())
            )
        except BucketError as error:
            raise NotFoundError(f"The file could not be read: {error}") from error

    def link(self, key: str, lasts: timedelta) -> str:
        """An address under which anybody can read a file in the bucket for a while, a week at most.

        Raises `TieoutError` for a longer while or without a bucket.
        """
        if not timedelta() < lasts <= LONGEST_LINK:
            raise TieoutError("A link lasts a week at most.")
        if not self._settings.bucket:
            raise TieoutError("There is no bucket to link into; download the file instead.")
        try:
            return self._asked(
                lambda client: str(
                    client.generate_presigned_url(
                        "get_object",
                        Params={"Bucket": self._settings.bucket, "Key": key},
                        ExpiresIn=int(lasts.total_seconds()),
                    )
                )
            )
        except BucketError as error:
            raise TieoutError(str(error)) from error

    def _upload(self, key: str, data: bytes, content_type: str) -> None:
        """Puts a file, encrypted at rest, and asks whether all of it is there."""

        def put(client: Any) -> None:
            client.put_object(
                Bucket=self._settings.bucket,
                Key=key,
                Body=data,
                ContentType=content_type,
                ServerSideEncryption="AES256",
            )
            there = client.head_object(Bucket=self._settings.bucket, Key=key)
            if there["ContentLength"] != len(data):
                raise BucketError("the copy in the bucket is not whole", final=False)

        for attempt in range(1, TRIES + 1):
            try:
                return self._asked(put)
            except BucketError as error:
                if error.final or attempt == TRIES:
                    raise
                time.sleep(self._pause_s * 2 ** (attempt - 1))
        raise AssertionError

    def _asked(self, what: Callable[[Any], Answer]) -> Answer:
        from botocore.exceptions import (
            BotoCoreError,
            ClientError,
            CredentialRetrievalError,
            NoCredentialsError,
            ParamValidationError,
            PartialCredentialsError,
        )

        try:
            return what(self._client())
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            raise BucketError(f"the bucket answered {code}", final=code in _PERMANENT) from error
        except (NoCredentialsError, PartialCredentialsError, CredentialRetrievalError) as error:
            raise BucketError("there are no credentials for the bucket", final=True) from error
        except ParamValidationError as error:
            raise BucketError("the bucket's name or the file's is not one", final=True) from error
        except BotoCoreError as error:
            raise BucketError(
                f"the bucket could not be reached ({type(error).__name__})", final=False
            ) from error

    def _client(self) -> Any:
        import boto3
        from botocore.config import Config

        config = Config(
            signature_version="s3v4",
            connect_timeout=10,
            read_timeout=60,
            retries={"total_max_attempts": 1},  # trying again is ours: it must end before a lease does
            s3={"addressing_style": "path" if self._settings.endpoint else "auto"},
        )
        return boto3.session.Session().client(
            "s3",
            region_name=self._settings.region or None,
            endpoint_url=self._settings.endpoint or None,
            config=config,
        )

    def _key(self, key: str) -> str:
        return f"{self._settings.prefix}/{key}" if self._settings.prefix else key

    def _path(self, key: str) -> Path:
        parts = PurePosixPath(key)
        if parts.is_absolute() or ".." in parts.parts:
            raise TieoutError(f"“{key}” is no name for a file.")
        return self._folder.joinpath(*parts.parts)

    def _write(self, key: str, data: bytes) -> None:
        """Writes a file so that it is there whole or not at all, also after a crash."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f"{path.name}.{os.getpid()}.part")
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
