import type { SkipReason } from '../contract/colorize.ts'
import type { ErrorKind } from '../errors.ts'

/** English catalogue: what a person can do about each kind of failure. */
export const adviceEn: Record<ErrorKind, string> = {
  'file-not-found': 'Check the name and the folder; on a removable drive, check that it is connected.',
  'file-unreadable': 'Check that you may read this file or folder, and that the drive is healthy.',
  'file-empty': 'Copy it again from where it came from.',
  'file-misnamed': 'Rename the file or folder.',
  'picture-unknown': 'Save it as JPEG, PNG, TIFF or WebP, with 8 or 16 bits a channel.',
  'picture-unsupported':
    'The file may be sound: open it in a program that reads it, and save it as TIFF or PNG with 8 or 16 bits a channel, or as JPEG.',
  'picture-damaged':
    'Copy or scan it again. "tintype colorize --accept-damaged" colours what is there of a damaged file.',
  'side-data-too-large':
    'The pixels may be sound: save the picture again without its colour profile, texts and thumbnails.',
  'picture-too-large': 'Save a smaller copy of this scan and colour that.',
  'output-is-input': 'Choose an output folder that holds no originals.',
  'output-unwritable': 'Choose an output folder that you may write to.',
  'output-wrong':
    'The result did not match what was meant and was removed. Try again; if it happens again, report it.',
  'disk-full': 'Free some space on that disk, then run the same command again.',
  'model-missing': 'Run "tintype doctor" to see which models are installed.',
  'model-damaged': 'Install the model, or Tintype, again.',
  'model-foreign': 'Choose a model made for this version of Tintype.',
  'palette-unreadable': 'Choose a file that Tintype exported a palette to.',
  'features-gone': 'Open the photograph again.',
  'engine-missing': 'Run "tintype doctor" to see which engines work here, or leave --engine out.',
  'photos-unfit': 'Training needs photographs in colour; choose others, or more of them.',
  'training-diverged':
    'Go on from the last good checkpoint with a smaller learning rate, or start again with another seed.',
  'nothing-gained': 'Use the base model as it is, or fine-tune on more photographs.',
  'worker-crashed': 'Try this photograph again; if it happens again, report it with the file.',
  'worker-hung': 'Try again with nothing else running; if it happens again, report it with the file.',
  'worker-start': 'Run "tintype doctor" to see what is wrong.',
  'out-of-memory': 'Close other programs, or use --jobs 1 and a smaller --size.',
  'library-locked': 'Close the other Tintype window or program that has this library open, then try again.',
  'library-damaged':
    'Close Tintype and start it again: it goes back to the newest good backup and says so. Where none is good, it shows what can be done. Your photographs are not touched.',
  'library-from-future': 'Install the newest version of Tintype and open the library with that.',
  'undo-impossible': 'Undo what was done later first, or change it by hand.',
  'job-unreadable':
    'Start it again for these photographs: what was kept of it is damaged, or of another version of Tintype.',
  'bad-request': 'Check the options; "--help" lists them.',
  cancelled: 'Run the same command again to go on.',
  internal: 'This is a mistake of Tintype. Please report it with the message.',
}

/** English catalogue: why a photograph was left alone. */
export const skippedEn: Record<SkipReason, string> = {
  'already-made': 'made before from the same original and settings',
  'already-colour': 'in colour already',
  'coloured-marks':
    'nearly without colour, but with coloured ink, a stamp or a date, whose true colours would be lost. Name such a file itself, or add --recolour, to colour it anyway',
  'own-result': 'made by Tintype',
  known: 'in the library already',
  duplicate: 'in the library already, from another file with the same content',
  uncoloured: 'not coloured yet',
  adjusted: 'adjusted by hand',
}
