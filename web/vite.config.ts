import { defineConfig } from 'vite'
import { reference } from './vite.reference.ts'

// What is mostly needed together is one file: each one more is one more request, and many small ones
// compress less well. A file that is named here is fetched whole by whoever needs a part of it.
const FILES = {
  // what every shell's first page needs
  base: /node_modules.(@preact|preact|openapi-fetch)|src.(lib.(api|auth|config|fmt|i18n|kept|later|lazy|load|look|problem|router)|ui.(base|load|page|press|routed|shown)|shell.resident.(help|welcome))\.tsx?$/,
  photos: /src.(lib.sending|ui.picture)\.tsx?$/,
  own: /src.lib.(drafting|last|own)\.ts$/,
  few: /src.(lib.(amount|newest|once|outline|quantities|steps|until)|ui.select|shell.ops.pages)\.tsx?$/,
  form: /src.(lib.(pages|validate)|ui.(filling|form))\.(tsx?|css)$/,
  followed: /src.lib.(communities|follow|hints|live|measured|noted|poll|pushed)\.ts$/,
  desk: /src.shell.ops.(duty.(around|ask)|names|order|types|unread.routes|watcher|words)\.tsx?$|ops\.css$|texts.events/,
  camera: /src.(lib.photo|ui.photo|shell.(ops|work).shots)\.tsx?$/,
  spot: /src.shell.work.(ask|keeping|patrol.route|report.(known|spot)|tasks)\.tsx?$/,
  map: /src.(lib.geo|ui.(map|pointers))\.(tsx?|css)$/,
  devices: /src.shell.ops.devices.(anew|ask|day|devices|elsewhere|find|frame|keep|lasting|may|past.ask|said|types)\.(tsx?|css)$/,
  incident: /src.shell.ops.(flow.(here|layout|picture)|incident.figures|person)\.tsx?$/,
}

// The city's address as `./linli up` prints it: a name that only browsers resolve, so the engine
// is called by number and told the name.
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
    rolldownOptions: { output: { codeSplitting: { groups: Object.entries(FILES).map(([name, test]) => ({ name, test })) } } },
  },
  server: proxied ? { proxy: { '/v1': proxied, '/sign-in/': proxied, '/config.json': proxied } } : {},
})
