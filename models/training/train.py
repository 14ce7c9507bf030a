"""Train `tintype-mobile`.

    python train.py --run NAME --stage full --init WEIGHTS --minutes 110
    python train.py --run NAME --resume

Stages: `decoder` (encoder frozen), `full` (encoder at a fraction of the rate), `adversarial` (full, with a
critic). A run may be killed at any time and goes on with --resume from its last checkpoint; flags given
beside --resume replace the saved ones. With --steps instead of --minutes a run is reproducible to the bit.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import signal
import threading
import time
from collections import deque
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import Tensor

import adversarial
import checkpoint
import data
from augment import Batch, make_batch
from checkpoint import Progress, Trainee
from colour import lab_to_srgb
from evaluate import measure, squares
from export import load_network
from losses import chroma_loss
from network import AB_SCALE, L_HALF, TintypeMobile
from parallel import Replicas
from sheet import grid

RUNS = Path(__file__).parent / "runs"


def parse(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True, help="name of a folder in runs/")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.add_argument("--stage", choices=["decoder", "full", "adversarial"], default="full")
    parser.add_argument("--init", help="safetensors to start from")
    parser.add_argument("--data", default="../shared/data", help="folder of photos-*.tar")
    parser.add_argument("--exclude-source", action="append", default=[], metavar="NAME", help="repeatable")
    parser.add_argument("--limit", type=int, help="only the first N photographs")
    parser.add_argument("--minutes", type=float, help="training time after which the rate has decayed to nothing")
    parser.add_argument("--steps", type=int, help="the same, in batches")
    parser.add_argument("--size", type=int, nargs="+", default=[96, 128, 160], help="crop sides, smallest first")
    parser.add_argument("--until", type=float, nargs="*", default=[0.4, 0.8], help="when to leave each side, 0..1")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1e-3, help="peak rate of the decoder")
    parser.add_argument("--encoder-rate", type=float, default=0.12, help="of --rate")
    parser.add_argument("--warmup", type=float, default=0.04, help="share of the budget until the peak")
    parser.add_argument("--weight-decay", type=float, default=0.01)
    parser.add_argument("--chroma-weight", type=float, default=1.5, help="k of 1 + k*min(C/40, 1.5)")
    parser.add_argument("--delta", type=float, default=25.0, help="Huber's delta in units of a*b*")
    parser.add_argument("--old-share", type=float, default=0.5, help="pictures given the old-photo look")
    parser.add_argument("--hint-share", type=float, default=0.5, help="pictures given colour hints")
    parser.add_argument("--colour-gain", type=float, nargs=2, default=[0.9, 1.25], help="of the target, range")
    parser.add_argument("--average", type=float, default=0.999, help="decay of the moving average")
    parser.add_argument("--critic-rate", type=float, default=2e-4)
    parser.add_argument("--critic-first", type=int, default=300, help="batches of the critic alone")
    parser.add_argument("--chroma-scale", type=float, default=100.0, help="chroma loss against the adversarial one")
    parser.add_argument("--precision", choices=["auto", "bfloat16", "float32"], default="auto")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replicas", type=int, default=1, help="parts of a batch that are computed side by side")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads of each part")
    parser.add_argument("--checkpoint-minutes", type=float, default=4.0)
    parser.add_argument("--evaluate-minutes", type=float, default=10.0)
    parser.add_argument("--evaluate-steps", type=int, help="evaluate every N steps instead")
    parser.add_argument("--evaluate-limit", type=int, default=250, help="held-out photographs; 0 for no evaluation")
    args = parser.parse_args(argv)
    if args.resume:
        parser.set_defaults(**json.loads((RUNS / args.run / "config.json").read_text()))
        args = parser.parse_args(argv)
    if (args.minutes is None) == (args.steps is None):
        parser.error("give either --minutes or --steps")
    if len(args.until) != len(args.size) - 1 or any(side % 32 for side in args.size):
        parser.error("--size needs multiples of 32, --until one number fewer")
    return args


def rate_at(fraction: float, warmup: float) -> float:
    """One cycle: up linearly, down along a cosine to nothing; 0..1 of the peak."""
    if fraction < warmup:
        return 0.05 + 0.95 * fraction / warmup
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (fraction - warmup) / (1 - warmup))))


def has_bfloat16(device: torch.device) -> bool:
    """Whether bfloat16 is computed, not emulated: emulated it is a hundred times slower (40 s a batch on AVX2)."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    return torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()


class Sampler:
    """Photographs in a new random order every epoch; a function of seed and position alone."""

    def __init__(self, count: int, seed: int) -> None:
        self._count, self._seed, self._epoch = count, seed, -1
        self._order = torch.empty(0, dtype=torch.long)

    def take(self, start: int, count: int) -> Tensor:
        """Indices of samples number `start` to `start + count` since the run began."""
        picked = []
        for position in range(start, start + count):
            epoch, place = divmod(position, self._count)
            if epoch != self._epoch:
                generator = torch.Generator().manual_seed(self._seed * 1_000_003 + epoch)
                self._order = torch.randperm(self._count, generator=generator)
                self._epoch = epoch
            picked.append(self._order[place])
        return torch.stack(picked)


class Trainer:
    """One run: networks, optimizers, moving average, and the loop around them."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.folder = RUNS / args.run
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.manual_seed(args.seed)
        network = load_network(Path(args.init)) if args.init else TintypeMobile()
        network.to(self.device, memory_format=torch.channels_last)
        self.network = network
        self.average = copy.deepcopy(network).eval().requires_grad_(False)
        groups = [{"params": network.decoder_parameters(), "peak": args.rate}]
        if args.stage == "decoder":
            network.enc.requires_grad_(False)
        else:
            groups.append({"params": network.encoder_parameters(), "peak": args.rate * args.encoder_rate})
        optimizer = torch.optim.AdamW(groups, lr=args.rate, betas=(0.9, 0.99), weight_decay=args.weight_decay)
        self.generator = Trainee("network", network, optimizer)
        self.trainees = [self.generator]
        if args.stage == "adversarial":
            critic = adversarial.PatchCritic().to(self.device, memory_format=torch.channels_last)
            group = {"params": list(critic.parameters()), "peak": args.critic_rate}
            critic_optimizer = torch.optim.AdamW([group], lr=args.critic_rate, betas=(0.5, 0.99))
            self.critic = Trainee("critic", critic, critic_optimizer)
            self.trainees.append(self.critic)
        self.progress = Progress()
        if args.resume:
            self.progress = checkpoint.load(self.folder, self.trainees, self.average)
        else:
            self.folder.mkdir(parents=True)
            settings = {k: v for k, v in vars(args).items() if k not in ("resume", "run")}
            (self.folder / "config.json").write_text(json.dumps(settings, indent=2) + "\n")
        self.mixed = args.precision == "bfloat16" or (args.precision == "auto" and has_bfloat16(self.device))
        self.replicas = Replicas(network, args.replicas)
        if args.stage == "adversarial":
            self.critics = Replicas(self.critic.network, args.replicas)
        self.photos = data.load(Path(args.data), False, args.exclude_source, args.limit, self.device)
        self.sampler = Sampler(len(self.photos), args.seed)
        self.held_out: dict[int, list[Tensor]] = {}
        if args.evaluate_limit:
            self.held_out = squares(data.load(Path(args.data), True, limit=args.evaluate_limit), 256)

    def log(self, **entry: object) -> None:
        line = json.dumps({"step": self.progress.step, "seconds": round(self.progress.seconds, 1), **entry})
        print(line, flush=True)
        with (self.folder / "log.jsonl").open("a") as file:
            file.write(line + "\n")

    def fraction(self) -> float:
        """How much of the budget is spent, 0..1."""
        if self.args.steps is not None:
            return self.progress.step / self.args.steps
        return self.progress.seconds / (60 * self.args.minutes)

    def batch(self, fraction: float) -> Batch:
        args = self.args
        size = args.size[sum(fraction >= limit for limit in args.until)]
        index = self.sampler.take(self.progress.samples, args.batch).to(self.device)
        seed = args.seed * 1_000_003 + self.progress.step
        made = make_batch(self.photos, index, size, seed, args.old_share, args.hint_share, tuple(args.colour_gain))
        last = torch.channels_last
        return Batch(
            made.luminance.contiguous(memory_format=last),
            made.hints.contiguous(memory_format=last),
            made.target.contiguous(memory_format=last),
        )

    def set_rates(self, fraction: float) -> None:
        for trainee in self.trainees:
            for group in trainee.optimizer.param_groups:
                group["lr"] = group["peak"] * rate_at(fraction, self.args.warmup)

    def train_step(self) -> dict[str, float]:
        """One batch; returns the losses."""
        fraction = self.fraction()
        self.set_rates(fraction)
        batch = self.batch(fraction)
        losses: dict[str, float] = {}
        if self.args.stage == "adversarial":
            losses |= self._critic_step(batch)
        if self.args.stage != "adversarial" or self.progress.step >= self.args.critic_first:
            losses |= self.replicas.backward((batch.luminance, batch.hints, batch.target), self._objective)
            self.generator.optimizer.step()
            self._update_average()
        self.progress.step += 1
        self.progress.samples += self.args.batch
        return losses

    def _mixed(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.mixed)

    def _objective(
        self, network: TintypeMobile, luminance: Tensor, hints: Tensor, target: Tensor
    ) -> tuple[Tensor, dict[str, float]]:
        args = self.args
        with self._mixed():
            predicted = network(luminance, hints).float()
        loss = chroma_loss(predicted, target, args.chroma_weight, args.delta)
        if args.stage != "adversarial":
            return loss, {"chroma": loss.item()}
        with self._mixed():
            looks = adversarial.generator_loss(self.critic.network, F.avg_pool2d(luminance, 2), predicted)
        return args.chroma_scale * loss + looks, {"chroma": loss.item(), "generator": looks.item()}

    def _critic_step(self, batch: Batch) -> dict[str, float]:
        """Teach the critic on what the generator makes of this batch now; the generator stays as it is."""
        # Running statistics must not count this batch twice, so the generator works by the settled ones.
        fake = self.replicas.forward((batch.luminance, batch.hints), self._mixed).float()
        self.critic.network.requires_grad_(True)
        losses = self.critics.backward((F.avg_pool2d(batch.luminance, 2), fake, batch.target), self._critic_objective)
        self.critic.optimizer.step()
        # As a judge it holds still: its spectral norms move in training mode only.
        self.critic.network.eval().requires_grad_(False)
        return losses

    def _critic_objective(
        self, critic: adversarial.PatchCritic, luminance: Tensor, fake: Tensor, real: Tensor
    ) -> tuple[Tensor, dict[str, float]]:
        with self._mixed():
            loss = adversarial.critic_loss(critic, luminance, fake, real)
        return loss, {"critic": loss.item()}

    @torch.no_grad()
    def _update_average(self) -> None:
        # A young average would be mostly the start; let it follow faster at first.
        keep = min(self.args.average, (1 + self.progress.step) / (10 + self.progress.step))
        current = self.network.state_dict()
        for name, mean in self.average.state_dict().items():
            if mean.is_floating_point():
                mean.lerp_(current[name], 1 - keep)
            else:
                mean.copy_(current[name])

    def evaluate(self) -> None:
        """Score the moving average, keep it if it is the best so far, and draw a contact sheet."""
        summary = measure(self.average, self.held_out, self.device).summary()
        self.log(evaluation={k: round(v, 5) for k, v in summary.items()})
        best_file = self.folder / "best.json"
        best = json.loads(best_file.read_text()) if best_file.exists() else {"flipAtStart": summary["flipOverChroma"]}
        fits = 0.65 <= summary["cfRatio"] <= 1.05 and summary["flipOverChroma"] < 1.3 * best["flipAtStart"]
        if fits and summary["rmseAb"] < best.get("rmseAb", math.inf):
            best |= summary | {"step": self.progress.step}
            tensors = {k: v.cpu().contiguous() for k, v in self.average.state_dict().items()}
            save_file(tensors, self.folder / "best.safetensors")
        best_file.write_text(json.dumps(best))
        self._sheet()

    @torch.no_grad()
    def _sheet(self) -> None:
        """The last training batch, three rows of eight: input with hints, output, truth."""
        batch = self.batch(self.fraction())
        shown = batch.luminance.shape[0] // 2
        pick = slice(max(0, shown - 4), shown + 4)
        ab = self.average(batch.luminance, batch.hints)
        full = [batch.hints[:, :2]] + [
            F.interpolate(t.float(), scale_factor=2, mode="bilinear", align_corners=False) for t in (ab, batch.target)
        ]
        lightness = (batch.luminance + 1) * L_HALF
        cells = [c for t in full for c in lab_to_srgb(torch.cat([lightness, t * AB_SCALE], 1))[pick].cpu()]
        grid(cells, len(cells) // 3, lightness.shape[2]).save(self.folder / "sheet.png")

    def run(self) -> None:
        args = self.args
        recent: deque[dict[str, float]] = deque(maxlen=200)
        if self.held_out and self.progress.step == 0:
            self.evaluate()
        saved = evaluated = logged = last = time.monotonic()
        # A polite end loses nothing; a rude one loses at most --checkpoint-minutes.
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while self.fraction() < 1 and not stop.is_set():
            recent.append(self.train_step())
            now = time.monotonic()
            self.progress.seconds += now - last
            last = now
            if now - logged > 60:
                means = {k: sum(r[k] for r in recent if k in r) / sum(k in r for r in recent) for k in recent[-1]}
                rate = self.generator.optimizer.param_groups[0]["lr"]
                self.log(samples=self.progress.samples, rate=rate, **{k: round(v, 5) for k, v in means.items()})
                logged = now
            if now - saved > 60 * args.checkpoint_minutes:
                checkpoint.save(self.folder, self.progress, self.trainees, self.average)
                saved = now
            due = now - evaluated > 60 * args.evaluate_minutes
            if args.evaluate_steps is not None:
                due = self.progress.step % args.evaluate_steps == 0
            if self.held_out and due:
                self.evaluate()
                evaluated = time.monotonic()
        checkpoint.save(self.folder, self.progress, self.trainees, self.average)
        if self.held_out and not stop.is_set():
            self.evaluate()


def main() -> None:
    args = parse()
    torch.set_num_threads(args.threads)
    Trainer(args).run()


if __name__ == "__main__":
    main()
