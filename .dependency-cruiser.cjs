/**
 * The arrows between rooms. A folder name says the runtime; this file says who may know whom.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const rooms = {
  shared: [],
  'main/log': ['shared'],
  'main/files': ['shared'],
  'main/transport': ['shared', 'main/log'],
  'main/nn': ['shared', 'main/files', 'main/transport'],
  'main/engine': ['shared', 'main/log', 'main/transport', 'main/nn'],
  'main/training': ['shared', 'main/log', 'main/transport', 'main/nn'],
  'main/imaging': ['shared', 'main/files', 'main/log', 'main/transport'],
  'main/core': ['shared', 'main/files', 'main/log', 'main/transport'],
  'main/static-files': ['shared'],
  'main/web': ['shared', 'main/files', 'main/log', 'main/static-files'],
  'main/preload': ['shared'],
  'main/electron': ['shared', 'main/files', 'main/log', 'main/transport', 'main/static-files'],
  'main/evaluation': ['shared', 'main/core'],
  renderer: ['shared'],
  'main/cli': ['shared', 'main/log', 'main/core', 'main/evaluation', 'main/web'],
}

const forbidden = Object.entries(rooms).map(([room, friends]) => ({
  name: `arrows-of-${room.replace('/', '-')}`,
  comment: `src/${room} may import only ${friends.length ? friends.join(', ') : 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: [room, ...friends].map((friend) => `^src/${friend}/`) },
}))

/**
 * Folders of a room, from the lowest: each may know those before it, and none after it. A folder that is not named knows
 * nothing of its room.
 * @param {string} room @param {string[]} folders @param {string} common what of the room itself all of them may know
 */
const inOrder = (room, folders, common) => [
  ...folders.map((folder, index) => ({
    name: `order-of-${room.replace('/', '-')}-${folder}`,
    comment: `src/${room}/${folder} may know ${folders.slice(0, index).join(', ') || 'no other folder'}, and ${common}.`,
    severity: 'error',
    from: { path: `^src/${room}/${folder}/` },
    to: {
      path: `^src/${room}/`,
      pathNot: [
        ...folders.slice(0, index + 1).map((known) => `^src/${room}/${known}/`),
        `^src/${room}/(${common})$`,
      ],
    },
  })),
  {
    name: `order-of-${room.replace('/', '-')}-is-whole`,
    comment: `Every folder of src/${room} has its place in the order.`,
    severity: 'error',
    from: { path: `^src/${room}/[^/]+/`, pathNot: `^src/${room}/(${folders.join('|')})/` },
    to: { path: `^src/${room}/` },
  },
]

const orderOfSlices = inOrder(
  'main/core',
  [
    ...[
      'files',
      'workers',
      'jobs',
      'library',
      'models',
      'doctor',
      'photos',
      'pictures',
      'albums',
      'palettes',
    ],
    ...['import', 'upkeep', 'settings'],
    ...['colorize', 'develop', 'export', 'batches', 'training', 'finetune'],
  ],
  'events\\.ts',
)

const imagingTools = '(image-library|byte-source|pixels|paced|luminance|network-size|write)\\.ts'
const orderOfImaging = inOrder(
  'main/imaging',
  ['formats', 'side-data', 'metadata', 'open', 'screen', 'assess', 'result', 'training'],
  imagingTools,
)

module.exports = {
  forbidden: [
    ...forbidden,
    ...orderOfSlices,
    ...orderOfImaging,
    {
      name: 'core-by-its-public-face',
      comment: 'Other rooms know core only by src/main/core/index.ts.',
      severity: 'error',
      from: { path: '^src/main/(cli|evaluation|web|electron)/' },
      to: { path: '^src/main/core/', pathNot: '^src/main/core/index\\.ts$' },
    },
    {
      name: 'pixels-only-in-imaging',
      comment: 'Untrusted pictures are decoded in their own process.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main/imaging/' },
      to: { path: 'node_modules/sharp' },
    },
    {
      name: 'sharp-by-one-door',
      comment: 'Limits and strictness are decided once, in image-library.ts; its types are free.',
      severity: 'error',
      from: { path: '^src/main/imaging/', pathNot: '^src/main/imaging/image-library\\.ts$' },
      to: { path: 'node_modules/sharp', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tensorflow-only-in-nn',
      comment: 'A backend brings its own instance of TensorFlow.js; who handles tensors gets it from there.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main/nn/' },
      to: { path: 'node_modules/@tensorflow', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tensors-only-in-nn-engine-training',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main/(nn|engine|training)/' },
      to: { path: 'node_modules/@tensorflow' },
    },
    {
      name: 'electron-only-in-the-shell',
      comment: 'Everything else runs, and is tested, without Electron.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main/(electron|preload)/' },
      to: { path: 'node_modules/electron/' },
    },
    {
      name: 'no-log-library-in-the-shell',
      comment: "The shell runs on Electron's Node, also an older one; core writes its lines.",
      severity: 'error',
      from: { path: '^src/main/electron/' },
      to: { path: 'node_modules/pino', reachable: true },
    },
    {
      name: 'every-room-has-its-arrows',
      comment: 'A room that this file does not know may import nothing.',
      severity: 'error',
      from: {
        path: '^src/(main/)?[^/]+/',
        pathNot: Object.keys(rooms).map((room) => `^src/${room}/`),
      },
      to: { path: '^src/' },
    },
    {
      name: 'imaging-tools-know-no-folder',
      comment: 'What every folder of imaging may know knows none of them.',
      severity: 'error',
      from: { path: `^src/main/imaging/${imagingTools}$` },
      to: { path: '^src/main/imaging/[^/]+/' },
    },
    {
      name: 'rooms-of-the-app-apart',
      comment: 'What two rooms of the app share is in ui or lib.',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/(features|app)/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'ui-and-lib-know-no-room',
      severity: 'error',
      from: { path: '^src/renderer/(ui|lib|text)/' },
      to: { path: '^src/renderer/(features|app)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphan-imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
