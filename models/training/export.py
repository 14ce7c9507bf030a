"""Fold the decoder's batch norms and write the layout that the application reads.

    python export.py WEIGHTS --out DIR [--gain G] [--revision R] [--metrics FILE]
"""

from __future__ import annotations

import re
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from network import FoldedConv, TintypeMobile


def layers(network: TintypeMobile) -> dict[str, tuple[nn.Module, nn.BatchNorm2d | None]]:
    """Shipped layer name to the layer and the batch norm behind it, if any."""
    found: dict[str, tuple[nn.Module, nn.BatchNorm2d | None]] = {"stem": (network.enc.stem.conv, None)}
    for i, block in enumerate(network.enc.blocks):
        names = ["depthwise", "project"] if len(block.body) == 2 else ["expand", "depthwise", "project"]
        for name, layer in zip(names, block.body, strict=True):
            assert isinstance(layer, FoldedConv)
            found[f"block{i}/{name}"] = (layer.conv, None)
    found["context"] = (network.ctx[0], network.ctx[1])
    found["context/global"] = (network.glob, None)
    for i, up in enumerate(network.ups):
        for j in (0, 1):
            found[f"up{i}/conv{j}"] = (up[j][0], up[j][1])
    found["head"] = (network.out, None)
    return found


def _to_tensorflow(weight: Tensor, layer: nn.Module) -> Tensor:
    """PyTorch kernel to TensorFlow's: [h,w,in,out], depthwise [h,w,channels,1], dense [in,out]."""
    if isinstance(layer, nn.Linear):
        return weight.T
    assert isinstance(layer, nn.Conv2d)
    return weight.permute(2, 3, 0, 1) if layer.groups > 1 else weight.permute(2, 3, 1, 0)


def _to_torch(kernel: Tensor, layer: nn.Module) -> Tensor:
    """The inverse of `_to_tensorflow`."""
    if isinstance(layer, nn.Linear):
        return kernel.T
    assert isinstance(layer, nn.Conv2d)
    return kernel.permute(2, 3, 0, 1) if layer.groups > 1 else kernel.permute(3, 2, 0, 1)


def fold(network: TintypeMobile, gain: float = 1.0) -> dict[str, Tensor]:
    """The shipped tensors: `<layer>/kernel` F16, `<layer>/bias` F32. `gain` scales the head's output before tanh."""
    tensors: dict[str, Tensor] = {}
    for name, (layer, norm) in layers(network).items():
        weight = layer.weight.detach().double()
        if norm is None:
            bias = layer.bias.detach().double()
        else:
            scale = norm.weight.detach().double() / (norm.running_var.double() + norm.eps).sqrt()
            weight = weight * scale.view(-1, *[1] * (weight.dim() - 1))
            bias = norm.bias.detach().double() - norm.running_mean.double() * scale
        if name == "head":
            weight, bias = weight * gain, bias * gain
        tensors[f"{name}/kernel"] = _to_tensorflow(weight, layer).half().contiguous().cpu()
        tensors[f"{name}/bias"] = bias.float().cpu()
    return tensors


def unfold(tensors: dict[str, Tensor]) -> TintypeMobile:
    """A network that computes with exactly the shipped tensors; its batch norms do nothing but add the bias."""
    network = TintypeMobile()
    with torch.no_grad():
        for name, (layer, norm) in layers(network).items():
            layer.weight.copy_(_to_torch(tensors[f"{name}/kernel"].float(), layer))
            if norm is None:
                layer.bias.copy_(tensors[f"{name}/bias"])
            else:
                norm.bias.copy_(tensors[f"{name}/bias"])
                norm.running_mean.zero_()
                norm.running_var.fill_(1 - norm.eps)
    return network.eval()


def load_network(path: Path) -> TintypeMobile:
    """A network from a safetensors file, either unfolded (a checkpoint) or in the shipped layout."""
    tensors = load_file(path)
    if any(re.fullmatch(r".+/kernel", name) for name in tensors):
        return unfold(tensors)
    network = TintypeMobile()
    network.load_state_dict({k: t.float() if t.is_floating_point() else t for k, t in tensors.items()})
    return network.eval()
