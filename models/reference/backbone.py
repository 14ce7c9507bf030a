"""Writes what the import of a ResNet18 is held to: torchvision's names at reduced width,
and what that network sees in a grey picture.

    python backbone.py ../../test/fixtures/engine
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from pathlib import Path

import numpy as np
import safetensors.torch
import torch
from safetensors.numpy import save_file
from torch import Tensor, nn

from networks import BasicBlock, Resnet18Unet
from vectors import draw

FILTERS = 2


def torchvision_state(encoder: Resnet18Unet, stem: Tensor) -> "OrderedDict[str, Tensor]":
    """The encoder under torchvision's names, with a first convolution of three channels and a classifier."""
    modules: dict[str, nn.Module] = {"bn1": encoder.stem_norm}
    for s, stage in enumerate(encoder.stages):
        for b, block in enumerate(stage):
            assert isinstance(block, BasicBlock)
            at = f"layer{s + 1}.{b}"
            modules |= {f"{at}.conv1": block.conv0, f"{at}.bn1": block.norm0}
            modules |= {f"{at}.conv2": block.conv1, f"{at}.bn2": block.norm1}
            if block.projection is not None:
                modules |= {f"{at}.downsample.0": block.projection, f"{at}.downsample.1": block.projection_norm}
    state: OrderedDict[str, Tensor] = OrderedDict({"conv1.weight": stem})
    for name, module in modules.items():
        for part, value in module.state_dict().items():
            state[f"{name}.{part}"] = value
    state["fc.weight"], state["fc.bias"] = torch.randn(3, 8 * FILTERS), torch.randn(3)
    return state


def features(encoder: Resnet18Unet, stem: Tensor, luminance: Tensor) -> list[Tensor]:
    """Of a grey picture given as three equal channels."""
    x = nn.functional.conv2d(luminance.expand(-1, 3, -1, -1), stem, stride=2, padding=3)
    seen = [torch.relu(encoder.stem_norm(x))]
    x = nn.functional.max_pool2d(seen[0], 3, 2, 1)
    for stage in encoder.stages:
        x = stage(x)
        seen.append(x)
    return seen


if __name__ == "__main__":
    torch.manual_seed(2)
    folder = Path(sys.argv[1])
    encoder = Resnet18Unet(FILTERS)
    draw(encoder)
    encoder.eval()
    stem = torch.randn(FILTERS, 3, 7, 7) * 0.1
    state = torchvision_state(encoder, stem)
    safetensors.torch.save_file(state, folder / "resnet18.safetensors")
    luminance = torch.rand(1, 1, 64, 64) * 2 - 1
    with torch.no_grad():
        seen = features(encoder, stem, luminance)
    arrays = {f"features/{i}": feature for i, feature in enumerate(seen)} | {"l": luminance}
    save_file(
        {name: np.ascontiguousarray(value.permute(0, 2, 3, 1).numpy()) for name, value in arrays.items()},
        folder / "resnet18-features.safetensors",
    )
