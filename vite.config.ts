import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The renderer, built to plain files that the shell or the loopback host serves; nothing is fetched from elsewhere. */
export default defineConfig({
  root: 'src/renderer',
  // Relative addresses: the same build is served below `app:` and below a loopback address.
  base: './',
  plugins: [react()],
  // Knows what `composes` a style of another file.
  css: { transformer: 'lightningcss' },
  build: {
    outDir: '../../dist/renderer',
    emptyOutDir: true,
    target: 'es2024',
    // Licences of what is bundled, for THIRD-PARTY-NOTICES.
    license: { fileName: 'licences.md' },
    // Fonts stay files: the content security policy allows no `data:` fonts.
    assetsInlineLimit: 0,
    // Read from the same computer: one file is as quick as several.
    chunkSizeWarningLimit: 1000,
  },
  server: { host: '127.0.0.1', port: 5173, strictPort: true },
})
