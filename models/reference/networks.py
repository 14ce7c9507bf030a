"""The tutorial's networks in PyTorch, at any width: what the TypeScript ones are held to."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class UnetLevel(nn.Module):
    """One level of the pix2pix U-Net, around all deeper ones."""

    def __init__(self, outer: int, inner: int, deeper: "UnetLevel | None", outermost: bool = False) -> None:
        super().__init__()
        innermost = deeper is None
        self.deeper = deeper
        self.outermost = outermost
        self.down = nn.Conv2d(1 if outermost else outer, inner, 4, 2, 1, bias=False)
        self.down_norm = None if outermost or innermost else nn.BatchNorm2d(inner)
        self.up = nn.ConvTranspose2d(
            inner if innermost else 2 * inner, 2 if outermost else outer, 4, 2, 1, bias=outermost
        )
        self.up_norm = None if outermost else nn.BatchNorm2d(outer)

    def forward(self, x: Tensor) -> Tensor:
        y = self.down(x if self.outermost else nn.functional.leaky_relu(x, 0.2))
        if self.down_norm is not None:
            y = self.down_norm(y)
        if self.deeper is not None:
            y = self.deeper(y)
        y = self.up(torch.relu(y))
        if self.outermost:
            return torch.tanh(y)
        return torch.cat([x, self.up_norm(y)], 1)


class Pix2pixUnet(nn.Module):
    """The baseline generator. Dropout is left out: its masks cannot be compared across frameworks."""

    def __init__(self, levels: int, filters: int) -> None:
        super().__init__()
        widths = [filters * min(8, 2**level) for level in range(levels)]
        level = None
        for i in reversed(range(1, levels)):
            level = UnetLevel(widths[i - 1], widths[i], level)
        self.level = UnetLevel(0, widths[0], level, outermost=True)

    def forward(self, luminance: Tensor) -> Tensor:
        return self.level(luminance)

    def layers(self) -> dict[str, nn.Module]:
        """Every layer with weights, by the name it has in Tintype's files."""
        named: dict[str, nn.Module] = {}
        level, i = self.level, 0
        while level is not None:
            parts = {f"down{i}": level.down, f"down{i}/norm": level.down_norm}
            parts |= {f"up{i}": level.up, f"up{i}/norm": level.up_norm}
            named |= {name: part for name, part in parts.items() if part is not None}
            level, i = level.deeper, i + 1
        return named


class PatchDiscriminator(nn.Module):
    """L, a* and b* to one logit a patch."""

    def __init__(self, filters: int) -> None:
        super().__init__()
        f = filters
        self.convs = nn.ModuleList(
            [
                nn.Conv2d(3, f, 4, 2, 1),
                nn.Conv2d(f, 2 * f, 4, 2, 1, bias=False),
                nn.Conv2d(2 * f, 4 * f, 4, 2, 1, bias=False),
                nn.Conv2d(4 * f, 8 * f, 4, 1, 1, bias=False),
                nn.Conv2d(8 * f, 1, 4, 1, 1),
            ]
        )
        self.norms = nn.ModuleList([nn.BatchNorm2d(width * f) for width in (2, 4, 8)])

    def forward(self, lab: Tensor) -> Tensor:
        x = nn.functional.leaky_relu(self.convs[0](lab), 0.2)
        for conv, norm in zip(self.convs[1:4], self.norms):
            x = nn.functional.leaky_relu(norm(conv(x)), 0.2)
        return self.convs[4](x)

    def layers(self) -> dict[str, nn.Module]:
        convs = {f"conv{i}": conv for i, conv in enumerate(self.convs)}
        return convs | {f"conv{i + 1}/norm": norm for i, norm in enumerate(self.norms)}


class BasicBlock(nn.Module):
    """Two convolutions with a shortcut, as in ResNet18."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.conv0 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm0 = nn.BatchNorm2d(outputs)
        self.conv1 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.projection = self.projection_norm = None
        if stride == 2 or inputs != outputs:
            self.projection = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.projection_norm = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm1(self.conv1(torch.relu(self.norm0(self.conv0(x)))))
        shortcut = x if self.projection is None else self.projection_norm(self.projection(x))
        return torch.relu(y + shortcut)


class DecoderLevel(nn.Module):
    """Pixel shuffle to twice the size, the skip beside it, two convolutions."""

    def __init__(self, inputs: int, skip: int, outputs: int) -> None:
        super().__init__()
        self.shuffle = nn.Conv2d(inputs, 2 * inputs, 1)
        self.norm = nn.BatchNorm2d(skip)
        self.conv0 = nn.Conv2d(inputs // 2 + skip, outputs, 3, 1, 1)
        self.conv1 = nn.Conv2d(outputs, outputs, 3, 1, 1)

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:
        up = nn.functional.pixel_shuffle(torch.relu(self.shuffle(x)), 2)
        y = torch.relu(torch.cat([up, self.norm(skip)], 1))
        return torch.relu(self.conv1(torch.relu(self.conv0(y))))


class Resnet18Unet(nn.Module):
    """The final generator: a U-Net whose way down is ResNet18."""

    def __init__(self, filters: int) -> None:
        super().__init__()
        f = filters
        self.stem = nn.Conv2d(1, f, 7, 2, 3, bias=False)
        self.stem_norm = nn.BatchNorm2d(f)
        widths = [f, f, 2 * f, 4 * f, 8 * f]
        self.stages = nn.ModuleList(
            [
                nn.Sequential(
                    BasicBlock(widths[i], widths[i + 1], 1 if i == 0 else 2),
                    BasicBlock(widths[i + 1], widths[i + 1], 1),
                )
                for i in range(4)
            ]
        )
        deep = 8 * f
        self.deep_norm = nn.BatchNorm2d(deep)
        self.middle = nn.ModuleList([nn.Conv2d(deep, 2 * deep, 3, 1, 1), nn.Conv2d(2 * deep, deep, 3, 1, 1)])
        levels, inputs = [], deep
        for i, skip in enumerate([4 * f, 2 * f, f, f]):
            outputs = (inputs // 2 + skip) // (2 if i == 3 else 1)
            levels.append(DecoderLevel(inputs, skip, outputs))
            inputs = outputs
        self.levels = nn.ModuleList(levels)
        self.full = nn.Conv2d(inputs, 4 * inputs, 1)
        width = inputs + 1
        self.last = nn.ModuleList([nn.Conv2d(width, width, 3, 1, 1) for _ in range(2)])
        self.head = nn.Conv2d(width, 2, 1)

    def train(self, mode: bool = True) -> "Resnet18Unet":
        """Only the deepest norm ever follows the batch."""
        super().train(mode)
        for module in self.modules():
            if isinstance(module, nn.BatchNorm2d) and module is not self.deep_norm:
                module.eval()
        return self

    def forward(self, luminance: Tensor) -> Tensor:
        skips = [torch.relu(self.stem_norm(self.stem(luminance)))]
        x = nn.functional.max_pool2d(skips[0], 3, 2, 1)
        for stage in self.stages:
            x = stage(x)
            skips.append(x)
        x = torch.relu(self.deep_norm(skips.pop()))
        for conv in self.middle:
            x = torch.relu(conv(x))
        for level in self.levels:
            x = level(x, skips.pop())
        x = nn.functional.pixel_shuffle(torch.relu(self.full(x)), 2)
        x = torch.cat([x, luminance], 1)
        x = torch.relu(x + self.last[1](torch.relu(self.last[0](x))))
        return self.head(x)

    def layers(self) -> dict[str, nn.Module]:
        named: dict[str, nn.Module] = {"encoder/stem": self.stem, "encoder/stem/norm": self.stem_norm}
        for s, stage in enumerate(self.stages):
            for b, block in enumerate(stage):
                at = f"encoder/stage{s}/block{b}"
                parts = {
                    f"{at}/conv0": block.conv0,
                    f"{at}/conv0/norm": block.norm0,
                    f"{at}/conv1": block.conv1,
                    f"{at}/conv1/norm": block.norm1,
                    f"{at}/projection": block.projection,
                    f"{at}/projection/norm": block.projection_norm,
                }
                named |= {name: part for name, part in parts.items() if part is not None}
        named |= {"deep/norm": self.deep_norm, "full/shuffle": self.full, "head": self.head}
        for i in range(2):
            named |= {f"middle/conv{i}": self.middle[i], f"last/conv{i}": self.last[i]}
        for i, level in enumerate(self.levels):
            named |= {f"up{i}/shuffle": level.shuffle, f"up{i}/norm": level.norm}
            named |= {f"up{i}/conv0": level.conv0, f"up{i}/conv1": level.conv1}
        return named
