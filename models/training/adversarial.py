"""The tutorial's patch discriminator and its step, with spectral norm in place of batch norm."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm


class PatchCritic(nn.Module):
    """Judges [B,3,h,w] (L and a*b* in network units, at half resolution) patch by patch -> logits [B,1,h/8-2,w/8-2]."""

    def __init__(self, filters: int = 64) -> None:
        super().__init__()
        widths = [3, filters, 2 * filters, 4 * filters, 8 * filters, 1]
        strides = [2, 2, 2, 1, 1]
        self.layers = nn.ModuleList(
            spectral_norm(nn.Conv2d(cin, cout, 4, stride, 1))
            for cin, cout, stride in zip(widths[:-1], widths[1:], strides, strict=True)
        )

    def forward(self, luminance: Tensor, ab: Tensor) -> Tensor:
        """luminance [B,1,h,w] in -1..1, ab [B,2,h,w] as ab/110."""
        x = torch.cat([luminance, ab], 1)
        for layer in self.layers[:-1]:
            x = F.leaky_relu(layer(x), 0.2)
        return self.layers[-1](x)


def critic_loss(critic: PatchCritic, luminance: Tensor, fake: Tensor, real: Tensor) -> Tensor:
    """Hinge loss of the critic; `fake` must be detached."""
    both = critic(torch.cat([luminance, luminance]), torch.cat([fake, real])).float()
    on_fake, on_real = both.chunk(2)
    return 0.5 * (F.relu(1 + on_fake).mean() + F.relu(1 - on_real).mean())


def generator_loss(critic: PatchCritic, luminance: Tensor, fake: Tensor) -> Tensor:
    """What the generator lowers by looking real to the critic."""
    return -critic(luminance, fake).float().mean()
