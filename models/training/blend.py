"""Average the weights of networks of one family and measure the decoder's norms anew.

The running statistics of averaged weights are not the average of the running statistics: without the second step
the activations, and with them the colours, come out too faint.

    python blend.py WEIGHTS WEIGHTS [...] --out FILE.safetensors
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn

import data
from augment import make_batch
from export import load_network
from network import TintypeMobile
from train import Sampler


@torch.no_grad()
def average(networks: list[TintypeMobile]) -> TintypeMobile:
    """Parameters and buffers averaged with equal weight."""
    result = TintypeMobile()
    states = [network.state_dict() for network in networks]
    for name, tensor in result.state_dict().items():
        if tensor.is_floating_point():
            tensor.copy_(torch.stack([state[name] for state in states]).mean(0))
    return result


@torch.no_grad()
def measure_norms(network: TintypeMobile, photos: data.PhotoSet, batches: int, size: int, batch: int = 16) -> None:
    """Replace the running statistics by those over so many training batches."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.reset_running_stats()
            module.momentum = None
    network.train()
    sampler = Sampler(len(photos), seed=1)
    for number in range(batches):
        made = make_batch(photos, sampler.take(number * batch, batch), size, seed=number)
        network(made.luminance, made.hints)
    network.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, nargs="+", help="unfolded weights")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--batches", type=int, default=60)
    parser.add_argument("--size", type=int, default=160)
    args = parser.parse_args()
    network = average([load_network(path) for path in args.weights])
    photos = data.load(args.data, held_out=False, limit=args.batches * 16)
    measure_norms(network, photos, args.batches, args.size)
    save_file({name: t.contiguous() for name, t in network.state_dict().items()}, args.out)


if __name__ == "__main__":
    main()
