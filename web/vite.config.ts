import { defineConfig } from 'vite'
import { reference } from './vite.reference.ts'

// The city's address as `./linli up` prints it: a name that only browsers resolve, so the engine
// is called by number and told the name.
// What every shell's first page needs, in one file: many small ones compress less well.
const EVERYWHERE = /node_modules.(@preact|preact|openapi-fetch)|src.(lib.(api|auth|config|fmt|i18n|kept|later|lazy|load|look|problem|router)|ui.(base|load|page|press|routed|shown))\.tsx?$/
// Each shell names each file that its parts need: what is mostly needed together is one as well.
const OWN = /src.lib.(drafting|last|own)\.ts$/
const PHOTOS = /src.(lib.sending|ui.picture)\.tsx?$/

const city = process.env.LINLI_API ? new URL(process.env.LINLI_API) : undefined
const proxied = city && {
  target: `${city.protocol}//${city.hostname.endsWith('localhost') ? '127.0.0.1' : city.hostname}:${city.port || (city.protocol === 'https:' ? 443 : 80)}`,
  headers: { host: city.host },
}

export default defineConfig({
  plugins: [reference()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2020',
    outDir: process.env.LINLI_WEB_OUT || 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0, // the policy of content knows no data: scripts
    modulePreload: { polyfill: false },
    manifest: 'manifest.json', // by which the budgets are counted
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'base', test: EVERYWHERE }, { name: 'photos', test: PHOTOS }, { name: 'own', test: OWN }] } } },
  },
  server: proxied ? { proxy: { '/v1': proxied, '/sign-in/': proxied, '/config.json': proxied } } : {},
})
