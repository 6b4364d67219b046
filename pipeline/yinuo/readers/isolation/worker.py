"""Read files as the parent orders them: the process that may crash."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator
from typing import IO, Any

from yinuo import processes
from yinuo.errors import InputError
from yinuo.readers import texts
from yinuo.readers.file_types import unexpected
from yinuo.readers.files import file_of, opened
from yinuo.readers.isolation.limits import Limits
from yinuo.readers.isolation.messages import DONE, LAST, NO_MEMORY, Begun, Order, Refused
from yinuo.readers.source import Failure, Source
from yinuo.readers.steps import Step, heard

# A process that has grown so far ends after its file, and the next file gets a new one.
_GROWN = 256 * 2**20


def main() -> None:
    """Serve orders until the parent is gone or this process has grown."""
    coming, out = processes.private_streams()
    processes.keep_quiet()
    order: Order | None = None
    own = 0
    found: Iterator[Source | Failure] = iter(())
    for message in processes.values(coming):
        if isinstance(message, Order):
            order, found, own = message, _texts(message, out), processes.address_space()
        assert order is not None
        limits = order.limits

        def allow(step: Step, limits: Limits = limits, own: int = own) -> None:
            processes.limit_memory(limits.memory and own + limits.memory + step.memory)
            processes.limit_processor(limits.timeout and limits.timeout + step.seconds + 5)

        def tell(step: Step, allow: Callable[[Step], None] = allow) -> None:
            allow(step)
            processes.write(out, step)

        allow(Step())
        with heard(tell):
            reply = _next(found, order)
        processes.write(out, reply)
        if reply in (NO_MEMORY, LAST):
            os._exit(0)


def _texts(order: Order, out: IO[bytes]) -> Iterator[Source | Failure]:
    def begin(path: str, number: int) -> None:
        processes.write(out, Begun(path, number))

    options = dataclasses.replace(order.options, begun=begin)
    if order.data is not None:
        yield from texts(file_of(order.name, order.data), options)
        return
    with opened(order.place, options.limit, order.name) as file:
        yield from texts(file, options)


def _next(found: Iterator[Source | Failure], order: Order) -> Any:
    """Read the next text; whatever goes wrong is an answer too."""
    try:
        return next(found, None) or (LAST if processes.memory_taken() > _GROWN else DONE)
    except MemoryError:
        processes.limit_memory(None)
        return NO_MEMORY
    except InputError as error:
        return Refused(error)
    except Exception as error:
        return Refused(unexpected(order.name, error))
