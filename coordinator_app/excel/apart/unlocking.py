"""Opening what a password protects."""

from __future__ import annotations

import io

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

from coordinator_app.excel.apart.answers import Answer, Refused, Task
from coordinator_app.excel.refusals import Reason

_MOST_ROUNDS = 10_000_000  # of hashing the password; Excel makes 100,000


def unlock(task: Task, answer: Answer) -> None:
    """Answer with the bytes that the password opens."""
    out = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(task.source)
        rounds = getattr(file, "info", None) or {}
        if rounds.get("spinValue", 0) > _MOST_ROUNDS:
            raise Refused(Reason.DAMAGED)
        if file.format == "ooxml":
            file.load_key(password=task.password, verify_password=True)
        else:
            file.load_key(password=task.password)
        file.decrypt(out)
    except InvalidKeyError:
        raise Refused(Reason.WRONG_PASSWORD) from None
    except DecryptionError as error:
        raise Refused(Reason.CANNOT_UNLOCK, detail=str(error)) from None
    except FileFormatError as error:
        raise Refused(Reason.CANNOT_UNLOCK, detail=str(error)) from None
    answer.give(out.getvalue())
