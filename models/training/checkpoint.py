"""Everything a run needs to go on exactly: weights, moving average, optimizer moments, counters.

Random numbers need no state: each batch's generator is seeded from the run's seed and the step.
One tensor kind per file keeps every file below 16 MiB.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn


@dataclass
class Progress:
    """step: batches seen; samples: photographs seen; seconds: training time spent so far."""

    step: int = 0
    samples: int = 0
    seconds: float = 0.0


@dataclass
class Trainee:
    """One network with its optimizer; the optimizer's parameters are named for the files."""

    name: str
    network: nn.Module
    optimizer: torch.optim.Optimizer


_MOMENTS = ("exp_avg", "exp_avg_sq")


def _named(trainee: Trainee) -> dict[str, Tensor]:
    mine = {id(p) for group in trainee.optimizer.param_groups for p in group["params"]}
    return {name: p for name, p in trainee.network.named_parameters() if id(p) in mine}


def _contiguous(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name: t.detach().cpu().contiguous() for name, t in tensors.items()}


def save(run: Path, progress: Progress, trainees: list[Trainee], average: nn.Module) -> None:
    """Write `run/checkpoint-<step>`, then point `run/latest` at it, then drop the older ones.

    A kill at any moment leaves a complete checkpoint behind `latest`.
    """
    folder = run / f"checkpoint-{progress.step}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    save_file(_contiguous(average.state_dict()), folder / "average.safetensors")
    for trainee in trainees:
        save_file(_contiguous(trainee.network.state_dict()), folder / f"{trainee.name}.safetensors")
        states = {name: trainee.optimizer.state[p] for name, p in _named(trainee).items()}
        for moment in _MOMENTS:
            tensors = {name: s[moment] for name, s in states.items() if moment in s}
            tensors |= {f"{name}/step": s["step"] for name, s in states.items() if "step" in s}
            save_file(_contiguous(tensors), folder / f"{trainee.name}-{moment}.safetensors")
    (folder / "progress.json").write_text(json.dumps(asdict(progress)))
    pointer = run / "latest.new"
    pointer.write_text(folder.name)
    os.replace(pointer, run / "latest")
    for old in run.glob("checkpoint-*"):
        if old != folder:
            shutil.rmtree(old)


def latest(run: Path) -> Path:
    """The newest complete checkpoint of a run."""
    return run / (run / "latest").read_text()


def load(run: Path, trainees: list[Trainee], average: nn.Module) -> Progress:
    """Restore what `save` wrote into networks and optimizers built the same way."""
    folder = latest(run)
    average.load_state_dict(load_file(folder / "average.safetensors"))
    for trainee in trainees:
        trainee.network.load_state_dict(load_file(folder / f"{trainee.name}.safetensors"))
        moments = {m: load_file(folder / f"{trainee.name}-{m}.safetensors") for m in _MOMENTS}
        for name, p in _named(trainee).items():
            if name not in moments["exp_avg"]:
                continue
            state = {m: torch.empty_like(p).copy_(moments[m][name]) for m in _MOMENTS}
            trainee.optimizer.state[p] = state | {"step": moments["exp_avg"][f"{name}/step"]}
    return Progress(**json.loads((folder / "progress.json").read_text()))
