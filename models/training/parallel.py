"""One batch over several CPU cores: a thread and a replica of a network for each.

Spreading every operation over the cores makes them wait for each other hundreds of times a batch, which
on a computer that does other work as well costs most of its speed (measured: 9 photographs a second
against 35 to 65). Here they meet once a batch. With one replica this is ordinary training.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import torch
from torch import Tensor, nn

#: From a network and its part of each of the batch's tensors to the loss to descend and figures for the log.
Objective = Callable[..., tuple[Tensor, dict[str, float]]]


class Replicas:
    """`network` and copies of it that share its parameters' memory but not their gradients."""

    def __init__(self, network: nn.Module, count: int) -> None:
        self._networks = [network] + [copy.deepcopy(network) for _ in range(count - 1)]
        for replica in self._networks[1:]:
            for mine, shared in zip(replica.parameters(), network.parameters(), strict=True):
                mine.data = shared.data
        self._pool = ThreadPoolExecutor(count)

    def forward(self, tensors: Sequence[Tensor], precision: Callable[[], torch.autocast]) -> Tensor:
        """What the network, in evaluation mode and without gradients, makes of the batch."""

        # Both are settings of a thread.
        def part(replica: nn.Module, chunks: tuple[Tensor, ...]) -> Tensor:
            with torch.no_grad(), precision():
                return replica.eval()(*chunks)

        return torch.cat(list(self._pool.map(part, self._networks, self._chunks(tensors))))

    def backward(self, tensors: Sequence[Tensor], objective: Objective) -> dict[str, float]:
        """Leave the mean gradient in `network`, and the mean of the replicas' running statistics."""
        count = len(self._networks)

        def part(replica: nn.Module, chunks: tuple[Tensor, ...]) -> dict[str, float]:
            replica.train()
            replica.zero_grad(set_to_none=True)
            loss, figures = objective(replica, *chunks)
            (loss / count).backward()
            return figures

        figures = list(self._pool.map(part, self._networks, self._chunks(tensors)))
        with torch.no_grad():
            for mine, *others in zip(*(n.parameters() for n in self._networks), strict=True):
                for other in others:
                    if other.grad is not None:
                        mine.grad += other.grad
            for mine, *others in zip(*(n.buffers() for n in self._networks), strict=True):
                if mine.is_floating_point():
                    mine.copy_(torch.stack([mine, *others]).mean(0))
                for other in others:
                    other.copy_(mine)
        return {key: sum(f[key] for f in figures) / count for key in figures[0]}

    def _chunks(self, tensors: Sequence[Tensor]) -> list[tuple[Tensor, ...]]:
        return list(zip(*(tensor.chunk(len(self._networks)) for tensor in tensors), strict=True))
