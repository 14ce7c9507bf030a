"""Writes what the TypeScript networks and their training step are held to.

    python vectors.py ../../test/fixtures/engine

For each generator: weights drawn at random, a batch, the answer outside of training, and one step of the
tutorial's second stage: its six meters, the gradients, and the weights afterwards.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import Tensor, nn

from networks import PatchDiscriminator, Pix2pixUnet, Resnet18Unet

RATE, BETAS, LOSS_WEIGHT = 2e-4, (0.5, 0.999), 100.0
METERS = ["loss_D_fake", "loss_D_real", "loss_D", "loss_G_GAN", "loss_G_L1", "loss_G"]


def draw(network: nn.Module) -> None:
    """Weights at which every layer matters, with statistics as after some training."""
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
            nn.init.normal_(module.weight, 0, (module.weight[0].numel()) ** -0.5)
            if module.bias is not None:
                nn.init.normal_(module.bias, 0, 0.1)
        elif isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.weight, 1, 0.1)
            nn.init.normal_(module.bias, 0, 0.1)
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)


def arranged(name: str, tensor: Tensor) -> np.ndarray:
    """A weight, or its gradient, in TensorFlow's order of axes."""
    if name.endswith("shuffle/kernel") or name.endswith("shuffle/bias"):
        # Channel c * 4 + o becomes o * C + c.
        tensor = tensor.unflatten(0, (-1, 4)).transpose(0, 1).flatten(0, 1)
    if tensor.dim() == 4:
        tensor = tensor.permute(2, 3, 1, 0)
    # A copy: training goes on to change the tensor itself.
    return tensor.detach().numpy().copy(order="C")


def tensors(network: nn.Module, gradients: bool = False) -> dict[str, np.ndarray]:
    found: dict[str, Tensor | None] = {}
    for layer, module in network.layers().items():
        if isinstance(module, nn.BatchNorm2d):
            found |= {f"{layer}/gamma": module.weight, f"{layer}/beta": module.bias}
            if not gradients:
                found |= {f"{layer}/mean": module.running_mean, f"{layer}/variance": module.running_var}
        else:
            found |= {f"{layer}/kernel": module.weight, f"{layer}/bias": module.bias}
    values = {name: value.grad if gradients else value for name, value in found.items() if value is not None}
    return {name: arranged(name, value) for name, value in values.items()}


def step(generator: nn.Module, discriminator: nn.Module, luminance: Tensor, ab: Tensor) -> list[float]:
    """One step in the tutorial's order; gradients stay behind in the networks."""
    bce = nn.BCEWithLogitsLoss()
    judge = lambda colours: discriminator(torch.cat([luminance, colours], 1))  # noqa: E731
    optimizers = [torch.optim.Adam(n.parameters(), RATE, BETAS) for n in (generator, discriminator)]
    generator.train()
    discriminator.train()
    fake = generator(luminance)

    logits_fake, logits_real = judge(fake.detach()), judge(ab)
    d_fake = bce(logits_fake, torch.zeros_like(logits_fake))
    d_real = bce(logits_real, torch.ones_like(logits_real))
    d = 0.5 * (d_fake + d_real)
    d.backward()
    optimizers[1].step()

    for parameter in discriminator.parameters():
        parameter.requires_grad_(False)
    logits = judge(fake)
    g_gan = bce(logits, torch.ones_like(logits))
    g_l1 = LOSS_WEIGHT * nn.functional.l1_loss(fake, ab)
    g = g_gan + g_l1
    g.backward()
    optimizers[0].step()
    return [meter.item() for meter in (d_fake, d_real, d, g_gan, g_l1, g)]


def record(generator: nn.Module, discriminator_filters: int, size: int, path: Path) -> None:
    discriminator = PatchDiscriminator(discriminator_filters)
    draw(generator)
    draw(discriminator)
    luminance = torch.rand(2, 1, size, size) * 2 - 1
    ab = torch.randn(2, 2, size, size) * 0.2
    networks = {"generator": generator, "discriminator": discriminator}
    file = {f"{role}/{name}": value for role, n in networks.items() for name, value in tensors(n).items()}
    generator.eval()
    with torch.no_grad():
        answer = generator(luminance)
    meters = step(generator, discriminator, luminance, ab)
    for role, network in networks.items():
        for name, value in tensors(network, gradients=True).items():
            file[f"{role}-gradient/{name}"] = value
        for name, value in tensors(network).items():
            file[f"{role}-after/{name}"] = value
    for name, value in {"l": luminance, "ab": ab, "answer": answer}.items():
        file[name] = np.ascontiguousarray(value.permute(0, 2, 3, 1).numpy())
    file["meters"] = np.array(meters, np.float32)
    save_file(file, path)
    print(path.name, dict(zip(METERS, meters)), path.stat().st_size)


if __name__ == "__main__":
    torch.manual_seed(1)
    folder = Path(sys.argv[1])
    record(Pix2pixUnet(levels=5, filters=2), 2, 32, folder / "pix2pix-unet-step.safetensors")
    record(Resnet18Unet(filters=2), 2, 64, folder / "resnet18-unet-step.safetensors")
