import './zod-without-eval.ts'
import '@fontsource-variable/inter'
import './ui/tokens.css'
import './ui/base.css'
import { createRoot } from 'react-dom/client'
import { chosenLanguage } from '../shared/text/language.ts'
import { App } from './app/app.tsx'
import { openHost } from './lib/host/open-host.ts'
import { startText } from './text/i18n.ts'

const host = openHost()
await startText(chosenLanguage('system', navigator.languages))
// Known before the first look at it: nobody should see a library that is not there.
const opening = await host.client['opening.state']({})
createRoot(document.getElementById('root')!).render(<App host={host} opening={opening} />)
