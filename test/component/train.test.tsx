// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { DatasetReport, FinetuneRun } from '../../src/shared/contract/finetune.ts'
import { pointsUntil } from '../fixtures/app-server/finetuning.ts'
import { shippedModel, tunedModel, tutorialModel, usualResult } from '../fixtures/app-server/models.ts'
import { openApp } from './open-app.tsx'

const report: DatasetReport = {
  usable: 50,
  heldOut: 8,
  unfit: [],
  advice: 'few',
  presets: [
    { preset: 'quick', steps: 100, seconds: 170 },
    { preset: 'standard', steps: 250, seconds: 350 },
  ],
}

const training: Partial<FinetuneRun> = {
  state: 'training',
  name: 'Grandmother',
  preset: 'standard',
  base: 'tintype-mobile',
  progress: { done: 100, total: 250, left: 130 },
  points: pointsUntil(100),
  sheet: 6,
  report,
}

/** The app in the Train view, with a run in the given state. */
async function openTrain(run?: Partial<FinetuneRun>, options: Parameters<typeof openApp>[0] = {}) {
  const app = openApp({ photos: 4, ...options })
  if (run) app.core.finetuning.show(run)
  await screen.findByRole('option', { name: /1891/ })
  await app.user.keyboard('t')
  await screen.findByRole('heading', { name: 'Your models' })
  return app
}

const card = (name: string) => within(screen.getByRole('region', { name }))
/** For what takes many turns of the invented core. */
const patience = { timeout: 10_000 }

const live = () => screen.getAllByRole('status').map(({ textContent }) => textContent)

test('nothing begun: what it can do, what it cannot, and the way to photos', async () => {
  const { user } = await openTrain()
  const empty = card('Teach Tintype your own photographs')
  expect(empty.getByText(/uniforms, rooms, the film/)).toBeTruthy()
  expect(empty.getByText(/true colour of one dress: that is what colour hints are for/)).toBeTruthy()
  expect(empty.getByText(/about 20 or more photographs in colour/)).toBeTruthy()
  await user.click(empty.getByRole('button', { name: 'Go to the library' }))
  expect(await screen.findByRole('listbox', { name: 'Photos' })).toBeTruthy()
})

test('from a selection to a model that is kept, and used', async () => {
  const { user, called, core } = openApp({ photos: 30, inColour: 26, pace: 20 })
  await user.click(await screen.findByRole('option', { name: /1919/ }))
  await user.keyboard('{Control>}a{/Control}')
  await user.click(await screen.findByRole('button', { name: 'Fine-tune' }))
  expect(await screen.findByRole('heading', { name: 'Looking at your photos' })).toBeTruthy()
  expect(await screen.findByText(/^\d+ of 30$/)).toBeTruthy()
  expect(called('finetune.examine')).toEqual([{ ids: expect.arrayContaining([1, 30]) }])

  const name = await screen.findByRole('textbox', { name: 'Name' }, patience)
  expect(screen.getByText(/26 photos can teach colours/)).toBeTruthy()
  expect(screen.getByRole('heading', { name: '4 · Black and white' })).toBeTruthy()
  expect(screen.getByText(/no colour in them to learn from/)).toBeTruthy()
  expect(await screen.findByText('1919.jpg')).toBeTruthy()
  await user.clear(name)
  await user.type(name, 'Attic')
  expect(screen.getByRole('radio', { name: 'Standard, about 6 min' })).toHaveProperty('checked', true)
  await user.click(screen.getByRole('radio', { name: 'Quick, about 3 min' }))
  await user.click(screen.getByRole('button', { name: 'Start fine-tuning' }))
  expect(called('finetune.begin')).toMatchObject([{ name: 'Attic', preset: 'quick', base: 'tintype-mobile' }])

  await user.click(await screen.findByRole('button', { name: 'Keep' }, patience))
  await user.click(await screen.findByRole('button', { name: 'Use it for colouring' }))
  await waitFor(() => expect(core.settings.model).toBe('attic'))
  const own = within(screen.getByRole('heading', { name: 'Attic' }).closest('li')!)
  expect(await own.findByText('Used for colouring')).toBeTruthy()
})

test('an album can be chosen, and lends the model its name', async () => {
  const { user, called } = openApp({ photos: 25, inColour: 25, pace: 1 })
  await user.click(await screen.findByRole('option', { name: /1891/ }))
  await user.keyboard('{Control>}a{/Control}')
  await user.click(screen.getByRole('button', { name: 'Album' }))
  await user.click(await screen.findByRole('menuitem', { name: 'New album…' }))
  await user.type(await screen.findByRole('textbox', { name: 'Album name' }), 'Slides')
  await user.click(screen.getByRole('button', { name: 'Create' }))
  await screen.findByRole('button', { name: /^Slides/ })
  await user.click(screen.getByRole('button', { name: 'Train' }))
  const sources = await screen.findByRole('combobox', { name: 'Photos to learn from' })
  await user.selectOptions(sources, 'Album Slides, 25 photos')
  await user.click(screen.getByRole('button', { name: 'Look at these photos' }))
  expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'Slides')
  expect(called('finetune.examine')).toHaveLength(1)
})

test('too few photos are refused with advice, and others can be looked at at once', async () => {
  const { user, called, core } = await openTrain({
    state: 'ready',
    report: { ...report, usable: 6, heldOut: 0, advice: 'too-few', presets: [] },
  })
  expect(screen.getByRole('alert').textContent).toMatch(/too few to learn from.*at least 20/)
  expect(screen.queryByRole('button', { name: 'Start fine-tuning' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Library' }))
  await user.click(await screen.findByRole('option', { name: /1891/ }))
  await user.click(screen.getByRole('button', { name: 'Fine-tune' }))
  await waitFor(() => expect(called('finetune.examine')).toEqual([{ ids: [2] }]))
  expect(called('finetune.discard')).toHaveLength(1)
  expect(core.finetuning.run).not.toBeNull()
})

test('work in progress does not give way to other photos', async () => {
  const { user, called } = await openTrain(training)
  await user.click(screen.getByRole('button', { name: 'Library' }))
  await user.click(await screen.findByRole('option', { name: /1891/ }))
  await user.click(screen.getByRole('button', { name: 'Fine-tune' }))
  expect(await screen.findByText(/Another fine-tuning is there already/)).toBeTruthy()
  expect(called('finetune.examine')).toEqual([])
  expect(called('finetune.discard')).toEqual([])
})

test('a base is offered only of models that can be taught', async () => {
  const second = { ...shippedModel, id: 'second', title: 'Second' }
  const models = [shippedModel, second, tutorialModel, tunedModel('grandfather', 'Grandfather')]
  await openTrain({ state: 'ready', report }, { models })
  const bases = within(screen.getByRole('combobox', { name: 'Begin from' }))
  expect(bases.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
    'Tintype Mobile',
    'Second',
  ])
})

test('training: progress, curves in words, the newest sheet', async () => {
  const { core } = await openTrain(training)
  const work = card('Fine-tuning Grandmother')
  expect(work.getByText('100 of 250 steps')).toBeTruthy()
  expect(work.getByText('3 min left')).toBeTruthy()
  expect(work.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('100')
  const curves = card('How it goes')
  expect(
    curves.getByText('Colours are off by 12.49, with the base model by 14.2; best so far 12.49.'),
  ).toBeTruthy()
  expect(curves.getByText('Error 0.109, at first 0.158.')).toBeTruthy()
  expect(curves.getByText(/have moved by 1.5 from the base/)).toBeTruthy()
  const sheet = screen.getByRole('img', { name: /one a row: black and white, coloured by the base model/ })
  const before = sheet.getAttribute('src')
  core.finetuning.show({ sheet: 7 })
  await waitFor(() => expect(sheet.getAttribute('src')).not.toBe(before))
})

test('training is paused, resumed and finished early', async () => {
  const { user, called } = await openTrain(training, { pace: 5000 })
  await user.click(screen.getByRole('button', { name: 'Pause' }))
  expect(await screen.findByText(/also after a restart/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Resume' }))
  expect(await screen.findByText(/^Learning/)).toBeTruthy()
  expect(called('finetune.pause')).toMatchObject([{ paused: true }, { paused: false }])
  await user.click(screen.getByRole('button', { name: 'Finish now' }))
  expect(await screen.findByText('by you')).toBeTruthy()
})

test('finishing waits until something has been learnt', async () => {
  await openTrain({ ...training, points: pointsUntil(0), progress: { done: 3, total: 250, left: null } })
  expect(screen.getByRole('button', { name: 'Finish now' })).toHaveProperty('disabled', true)
})

test('waiting says that colouring goes first', async () => {
  await openTrain({ ...training, state: 'waiting' })
  expect(screen.getByText(/colouring photographs goes first. It goes on by itself/)).toBeTruthy()
})

test('discarding asks first', async () => {
  const { user, called } = await openTrain(training)
  await user.click(screen.getByRole('button', { name: 'Discard…' }))
  const question = within(await screen.findByRole('alertdialog', { name: 'Discard Grandmother?' }))
  await user.click(question.getByRole('button', { name: 'Cancel' }))
  expect(called('finetune.discard')).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Discard…' }))
  await user.click(await screen.findByRole('button', { name: 'Discard' }))
  expect(await screen.findByText(/Teach Tintype/)).toBeTruthy()
  expect(called('finetune.discard')).toHaveLength(1)
})

test('a failure says what to do, and goes on from the checkpoint where there is one', async () => {
  const error = { kind: 'training-diverged', message: 'The loss is no number any more.' } as const
  const { user, called, core } = await openTrain({ ...training, state: 'failed', error, resumable: true })
  expect(screen.getByRole('alert').textContent).toBe(
    'The loss is no number any more. Go on from the last checkpoint, or start again.',
  )
  await user.click(screen.getByRole('button', { name: 'Go on from the last checkpoint' }))
  expect(called('finetune.pause')).toMatchObject([{ paused: false }])
  core.finetuning.show({ state: 'failed', error, resumable: false })
  await waitFor(() => expect(screen.queryByRole('button', { name: /^Go on/ })).toBeNull())
  expect(screen.getByRole('button', { name: 'Discard…' })).toBeTruthy()
})

test('a failure before anything began has nothing to discard', async () => {
  const error = { kind: 'photos-unfit', message: 'No photo is in colour.' } as const
  const unfit = [
    { photo: null, path: '/photos/a.jpg', reason: 'unreadable', message: 'No.' },
  ] satisfies DatasetReport['unfit']
  const { user } = await openTrain({
    state: 'failed',
    error,
    report: { ...report, usable: 0, heldOut: 0, advice: 'too-few', unfit, presets: [] },
  })
  expect(screen.getByText('/photos/a.jpg')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Choose other photos' }))
  expect(await screen.findByText(/Teach Tintype/)).toBeTruthy()
})

const finished: Partial<FinetuneRun> = { ...training, state: 'finished', progress: null, result: usualResult }

test('the result: words first, figures beneath, before and after', async () => {
  const { core } = await openTrain({ ...finished, result: { ...usualResult, step: 60 } })
  const result = card('Grandmother is ready')
  expect(result.getByText('The colours of your held-out photos came 17 % closer to the truth.')).toBeTruthy()
  expect(result.getByText('14.2 → 11.8')).toBeTruthy()
  expect(result.getByText('62 % → 74 %')).toBeTruthy()
  expect(result.getByText('43 photos')).toBeTruthy()
  expect(result.getByText('after all steps')).toBeTruthy()
  expect(result.getByText(/Other photos keep their colours/)).toBeTruthy()
  // The pictures are those of the step that is kept, which was not the last.
  const sheet = core.host().resource({ kind: 'finetune-sheet', run: core.finetuning.run!.id, sheet: 4 })
  expect(screen.getByRole('img', { name: /one a row/ }).getAttribute('src')).toBe(sheet)
})

test('a worse result is said as plainly, and drift has its warning', async () => {
  const result = { ...usualResult, after: { rmse: 15.1, chromaRatio: 0.5 }, drift: 6.3 }
  await openTrain({ ...finished, result })
  expect(screen.getByText(/went 6 % farther from the truth: the base model did better/)).toBeTruthy()
  expect(screen.getByText(/try with more photographs/)).toBeTruthy()
  expect(screen.getByText(/changes other photos strongly \(6.3, more than 4\)/)).toBeTruthy()
})

test('own models: strength, rename, export, delete', async () => {
  const { user, called, core } = await openTrain()
  const own = within(screen.getByRole('heading', { name: 'Grandfather' }).closest('li')!)
  expect(own.getByText(/^November 20, 2026, from Tintype Mobile, learnt from 43 photos$/)).toBeTruthy()
  const strength = own.getByRole('textbox', { name: 'Strength' })
  await user.clear(strength)
  await user.type(strength, '0.6{Enter}')
  await waitFor(() => expect(called('models.strength')).toEqual([{ id: 'grandfather', strength: 0.6 }]))

  const choose = async (item: string) => {
    await user.click(screen.getByRole('button', { name: 'Grandfather: more' }))
    await user.click(await screen.findByRole('menuitem', { name: item }))
  }
  await choose('Export as one file…')
  expect(await screen.findByText('Written to /results/family/grandfather.tar.')).toBeTruthy()
  await choose('Delete…')
  await user.click(await screen.findByRole('button', { name: 'Delete' }))
  expect(await screen.findByText('None yet. What you keep appears here.')).toBeTruthy()
  expect(core.models.list).toHaveLength(1)
})

test('a model is renamed', async () => {
  const { user } = await openTrain()
  await user.click(screen.getByRole('button', { name: 'Grandfather: more' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Rename' }))
  const name = await screen.findByRole('textbox', { name: 'Name of the model' })
  await user.clear(name)
  await user.type(name, 'Wartime')
  await user.click(screen.getByRole('button', { name: 'Rename' }))
  expect(await screen.findByRole('heading', { name: 'Wartime' })).toBeTruthy()
})

test('a model of its own weights has no strength; the one in use goes back to its base', async () => {
  const models = [shippedModel, tutorialModel, tunedModel('grandfather', 'Grandfather')]
  const { user, core } = await openTrain(undefined, { models })
  const tutorial = within(screen.getByRole('heading', { name: 'Tutorial' }).closest('li')!)
  expect(tutorial.getByText('Revision 1, licence MIT')).toBeTruthy()
  expect(tutorial.queryByRole('textbox', { name: 'Strength' })).toBeNull()
  const own = within(screen.getByRole('heading', { name: 'Grandfather' }).closest('li')!)
  await user.click(own.getByRole('button', { name: 'Use for colouring' }))
  await user.click(await own.findByRole('button', { name: 'Back to Tintype Mobile' }))
  await waitFor(() => expect(core.settings.model).toBe('tintype-mobile'))
})

test('a model comes in from a file, and a damaged one says so', async () => {
  const { user, core } = await openTrain()
  await user.click(screen.getByRole('button', { name: 'Add from a file…' }))
  expect(await screen.findByRole('heading', { name: 'Aunt' })).toBeTruthy()
  core.chosenModel = '/results/damaged.tar'
  await user.click(screen.getByRole('button', { name: 'Add from a file…' }))
  expect(await screen.findByText(/damaged.tar is damaged. Install Tintype, or the model, again/)).toBeTruthy()
})

test('every room shows the run below, and screen readers hear its milestones', async () => {
  const { user, core, called } = await openTrain(training)
  await user.keyboard('g')
  const bar = within(screen.getByRole('region', { name: 'Progress' }))
  expect(await bar.findByText('Fine-tuning Grandmother: 100 of 250 steps')).toBeTruthy()
  expect(live().join('')).not.toContain('Fine-tuning')
  core.finetuning.show({ progress: { done: 110, total: 250, left: 120 } })
  await bar.findByText(/110 of 250/)
  expect(live().join('')).not.toContain('Fine-tuning')
  core.finetuning.show({ progress: { done: 126, total: 250, left: 110 } })
  await waitFor(() => expect(live()).toContain('Fine-tuning Grandmother: 50 %'))
  await user.click(bar.getByRole('button', { name: 'Pause the fine-tuning' }))
  await waitFor(() => expect(live()).toContain('Fine-tuning Grandmother is paused'))
  expect(called('finetune.pause')).toHaveLength(1)
  core.finetuning.show(finished)
  await user.click(await bar.findByRole('button', { name: 'Fine-tuning Grandmother is done' }))
  expect(await screen.findByRole('heading', { name: 'Grandmother is ready' })).toBeTruthy()
})

test('an own model can be chosen where colouring starts', async () => {
  const { user, called, core } = openApp({ photos: 3 })
  await user.click(await screen.findByRole('option', { name: /1891/ }))
  await user.selectOptions(screen.getByRole('combobox', { name: 'Model that colours' }), 'Grandfather')
  await waitFor(() => expect(core.settings.model).toBe('grandfather'))
  await user.click(screen.getByRole('button', { name: 'Colour' }))
  await waitFor(() => expect(called('colorize.start')).toMatchObject([{ recipe: { model: 'grandfather' } }]))
})

test('while there is one model alone, nothing asks which', async () => {
  const { user } = openApp({ photos: 3, models: [shippedModel] })
  await user.click(await screen.findByRole('option', { name: /1891/ }))
  expect(screen.queryByRole('combobox', { name: 'Model that colours' })).toBeNull()
})

test('where no step was better than the base there is nothing to keep', async () => {
  await openTrain({ ...finished, result: { ...usualResult, step: 0, after: usualResult.before } })
  expect(screen.getByText(/as far from the truth as before: nothing was gained/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Keep' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Discard…' })).toBeTruthy()
})
