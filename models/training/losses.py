"""Loss on chroma."""

from __future__ import annotations

import torch
from torch import Tensor

from network import AB_SCALE


def chroma_loss(predicted: Tensor, target: Tensor, weight: float, delta: float) -> Tensor:
    """Huber loss of ab/110 [B,2,h,w], colourful pixels weighing up to 1 + 1.5 * `weight`.

    `delta`, in units of a* and b*, is where the loss turns from squared to absolute. A large one asks for
    the mean of the plausible colours, a small one for their median, and the median of "mostly grey,
    sometimes red" is grey. The weights are brought to mean 1 so that `weight` leaves the scale alone.
    """
    delta = delta / AB_SCALE
    error = torch.linalg.vector_norm(predicted - target, dim=1)
    huber = torch.where(error < delta, 0.5 * error**2 / delta, error - 0.5 * delta)
    chroma = torch.linalg.vector_norm(target, dim=1) * AB_SCALE
    w = 1 + weight * (chroma / 40).clamp_max(1.5)
    return (huber * w).sum() / w.sum()
