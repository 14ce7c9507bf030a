import { describe, expect, it } from 'vitest'
import { logOf } from '../../../../src/main/core/training/curves.ts'
import type { RunState } from '../../../../src/main/core/training/run-state.ts'
import { reportOf } from '../../../../src/main/core/training/training-report.ts'
import type { EpochRow } from '../../../../src/shared/contract/training.ts'
import { tutorialConfiguration } from '../../../fixtures/training/configurations.ts'

const history: EpochRow[] = [1, 2].map((epoch) => ({
  epoch,
  steps: 3 * epoch,
  seconds: 1.5,
  meters: { loss_D: 0.7 / epoch, loss_G_L1: 20 / epoch },
  validation: { l1: 12 / epoch, rmse: 16 / epoch, chromaRatio: 0.4 * epoch },
}))

describe('log.csv', () => {
  it('has a line an epoch, each with every meter and figure', () => {
    const [header, ...lines] = logOf(history).trim().split('\n')
    expect(header).toBe(
      'epoch,steps,seconds,loss_D,loss_G_L1,validation_L1_ab,validation_RMSE_ab,validation_chroma_ratio',
    )
    expect(lines.map((line) => line.split(',').map(Number))).toEqual([
      [1, 3, 1.5, 0.7, 20, 12, 16, 0.4],
      [2, 6, 1.5, 0.35, 10, 6, 8, 0.8],
    ])
  })
})

describe('the report', () => {
  const state: RunState = {
    format: 'tintype-run',
    formatVersion: 2,
    configuration: tutorialConfiguration({ type: 'resnet18-unet', filters: 4 }),
    batch: 4,
    fit: 'crop',
    validation: 0.2,
    data: '/photos/<b>A & B</b>',
    from: null,
    checkpoint: null,
    progress: { step: 6, seconds: 3, since: { photos: 0, seconds: 0, sums: {} } },
    history,
  }
  const html = reportOf(state, 'A run')

  it('draws each curve from its highest to its lowest value', () => {
    const curves = [...html.matchAll(/points="([^"]*)"/g)].map(([, points]) =>
      points.split(' ').map((point) => point.split(',').map(Number)),
    )
    expect(curves.length).toBe(5)
    const [loss] = curves
    expect(loss.length).toBe(2)
    // Downwards on the page, from left to right.
    expect(loss[1][0]).toBeGreaterThan(loss[0][0])
    expect(loss[1][1]).toBeGreaterThan(loss[0][1])
    expect(curves.at(-1)![1][1]).toBeLessThan(curves.at(-1)![0][1])
  })

  it('shows the newest sheet, and names from disk as text', () => {
    expect(html).toContain('src="sheets/epoch-002.jpg"')
    expect(html).toContain('&lt;b&gt;A &amp; B')
    expect(html).not.toContain('<b>A')
  })

  it('loads nothing from elsewhere', () => {
    expect(html).not.toMatch(/https?:|<script/)
  })
})
