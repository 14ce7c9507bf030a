"""The `tintype-mobile` network with the decoder's batch norms still separate.

A MobileNetV2 encoder (its own batch norms folded long ago: convolution, bias, ReLU6) feeds a
U-Net decoder that predicts chroma at half the resolution of its input. `export.py` folds the
decoder's norms as well and writes the layout that the application reads.

Shapes are [batch, channels, height, width]; height and width are multiples of 32.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

#: L* of 0..100 becomes -1..1 by L / L_HALF - 1.
L_HALF = 50.0
#: a* and b* are divided by this number before they meet the network.
AB_SCALE = 110.0

CONTEXT = 256
WIDTHS = (160, 128, 96, 64)

#: MobileNetV2 1.0: (expansion, output channels, repeats, stride of the first repeat).
_STAGES = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)
#: Blocks whose outputs the decoder reads (scales 1/2, 1/4, 1/8, 1/16), and their channels.
_SKIPS = {0: 16, 2: 24, 5: 32, 12: 96}


class FoldedConv(nn.Module):
    """Convolution with bias and, unless `linear`, ReLU6; TensorFlow's `same` padding."""

    def __init__(
        self, cin: int, cout: int, kernel: int, stride: int = 1, groups: int = 1, linear: bool = False
    ) -> None:
        super().__init__()
        # On even sides `same` with stride 2 pads only at the bottom and on the right.
        self.pad = stride == 2
        padding = 0 if self.pad else kernel // 2
        self.conv = nn.Conv2d(cin, cout, kernel, stride, padding, groups=groups)
        self.linear = linear

    def forward(self, x: Tensor) -> Tensor:
        if self.pad:
            x = F.pad(x, (0, 1, 0, 1))
        x = self.conv(x)
        return x if self.linear else F.relu6(x)


class InvertedResidual(nn.Module):
    """MobileNetV2's block: expand, depthwise, project; identity added where shapes agree."""

    def __init__(self, cin: int, cout: int, expansion: int, stride: int) -> None:
        super().__init__()
        mid = cin * expansion
        layers = [FoldedConv(cin, mid, 1)] if expansion > 1 else []
        layers += [FoldedConv(mid, mid, 3, stride, groups=mid), FoldedConv(mid, cout, 1, linear=True)]
        self.body = nn.Sequential(*layers)
        self.residual = stride == 1 and cin == cout

    def forward(self, x: Tensor) -> Tensor:
        y = self.body(x)
        return x + y if self.residual else y


class Encoder(nn.Module):
    """[B,1,H,W] in -1..1 to the four skips (1/2 first) and the features at 1/32."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = FoldedConv(3, 32, 3, 2)
        blocks: list[InvertedResidual] = []
        cin = 32
        for expansion, cout, repeats, stride in _STAGES:
            for i in range(repeats):
                blocks.append(InvertedResidual(cin, cout, expansion, stride if i == 0 else 1))
                cin = cout
        self.blocks = nn.ModuleList(blocks)

    def forward(self, luminance: Tensor) -> tuple[list[Tensor], Tensor]:
        x = self.stem(luminance.expand(-1, 3, -1, -1))
        skips: list[Tensor] = []
        for i, block in enumerate(self.blocks):
            x = block(x)
            if i in _SKIPS:
                skips.append(x)
        return skips, x


def pool_hints(hints: Tensor, factor: int) -> Tensor:
    """Hints [B,3,H,W] (a/110, b/110, mark 0..1) averaged over the marked pixels of each cell.

    A cell that holds any mark gets the mean colour of its marked pixels and mark 1, so that a
    hint of one pixel is as strong at 1/16 as at 1/2.
    """
    pooled = F.avg_pool2d(hints, factor)
    colour, mark = pooled[:, :2], pooled[:, 2:]
    marked = mark > 1e-4
    colour = torch.where(marked, colour / mark.clamp_min(1e-4), torch.zeros_like(colour))
    return torch.cat([colour, marked.to(colour.dtype)], 1)


def _conv_norm(cin: int, cout: int, kernel: int) -> nn.Sequential:
    conv = nn.Conv2d(cin, cout, kernel, padding=kernel // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(cout), nn.ReLU(inplace=True))


class TintypeMobile(nn.Module):
    """L and hints to chroma at half resolution. 3.37 M parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.enc = Encoder()
        self.ctx = _conv_norm(320, CONTEXT, 1)
        self.glob = nn.Linear(CONTEXT, CONTEXT)
        ups: list[nn.Sequential] = []
        cin = CONTEXT
        for width, skip in zip(WIDTHS, reversed(_SKIPS.values()), strict=True):
            ups.append(nn.Sequential(_conv_norm(cin + skip + 3, width, 3), _conv_norm(width, width, 3)))
            cin = width
        self.ups = nn.ModuleList(ups)
        self.out = nn.Conv2d(cin, 2, 3, padding=1)

    def forward(self, luminance: Tensor, hints: Tensor | None = None) -> Tensor:
        """luminance [B,1,H,W] in -1..1; hints [B,3,H,W] or None for none -> ab/110 [B,2,H/2,W/2]."""
        skips, x = self.enc(luminance)
        x = self.ctx(x)
        x = x + self.glob(x.mean((2, 3)))[:, :, None, None]
        for i, (up, skip) in enumerate(zip(self.ups, reversed(skips), strict=True)):
            x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
            if hints is None:
                hint = x.new_zeros(x.shape[0], 3, *x.shape[2:])
            else:
                hint = pool_hints(hints, 16 >> i).to(x.dtype)
            x = up(torch.cat([x, skip, hint], 1))
        return torch.tanh(self.out(x))

    def encoder_parameters(self) -> list[nn.Parameter]:
        return list(self.enc.parameters())

    def decoder_parameters(self) -> list[nn.Parameter]:
        return [p for name, p in self.named_parameters() if not name.startswith("enc.")]
