"""Fold the decoder's batch norms and write the layout that the application reads.

    python export.py WEIGHTS --out DIR --revision R --metrics FILE --history TEXT [--gain G]
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from string import Template

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from network import CONTEXT, WIDTHS, FoldedConv, TintypeMobile


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
    if "head/kernel" in tensors:
        return unfold(tensors)
    network = TintypeMobile()
    network.load_state_dict({k: t.float() if t.is_floating_point() else t for k, t in tensors.items()})
    return network.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="model folder")
    parser.add_argument("--gain", type=float, default=1.0, help="chroma gain folded into the head")
    parser.add_argument("--revision", required=True, help="for example 2026.11-1")
    parser.add_argument("--metrics", type=Path, required=True, help="JSON of evaluate.py for the exported file itself")
    parser.add_argument("--history", required=True, help="one paragraph for the card: how these weights were made")
    args = parser.parse_args()
    metrics = json.loads(args.metrics.read_text())
    args.out.mkdir(parents=True, exist_ok=True)
    weights = args.out / "weights.safetensors"
    # Sorted names and no metadata: the same network always gives the same bytes.
    save_file(dict(sorted(fold(load_network(args.weights), args.gain).items())), weights)
    raw = weights.read_bytes()
    described = {
        "format": "tintype-model",
        "formatVersion": 1,
        "id": "tintype-mobile",
        "title": "Tintype Mobile",
        "revision": args.revision,
        "network": {"type": "tintype-mobile", "context": CONTEXT, "widths": list(WIDTHS)},
        "weights": {"file": weights.name, "bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()},
        "licence": "MIT AND Apache-2.0; trained on photographs of which many sets allow research only, see README.md",
        "metrics": {k: round(v, 4) for k, v in metrics.items()},
    }
    (args.out / "model.json").write_text(json.dumps(described, indent=2) + "\n")
    template = Template((Path(__file__).parent / "card.md").read_text())
    figures = {k: f"{v:.3f}" if isinstance(v, float) else v for k, v in metrics.items()}
    photos = sum(v for k, v in metrics.items() if k.startswith("photos"))
    card = template.substitute(figures, revision=args.revision, history=args.history, photos=photos)
    (args.out / "README.md").write_text(card)


if __name__ == "__main__":
    main()
