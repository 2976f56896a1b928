// Makes ../dist: one style sheet with a fingerprint in its name, the fonts, their packed forms, and the list of parts.
// Nothing of others is committed; `npm ci --ignore-scripts` brings it by the hashes of the lock file.
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const hier = dirname(fileURLToPath(import.meta.url))
const dist = join(hier, '..', 'dist')
const lees = (...pad) => readFileSync(join(hier, ...pad), 'utf8')
const afdruk = (inhoud) => createHash('sha256').update(inhoud).digest('hex').slice(0, 16)

const pakketten = Object.keys(JSON.parse(lees('package.json')).dependencies)
const info = (naam) => JSON.parse(lees('node_modules', naam, 'package.json'))

// Licences we may embed; anything else stops the build.
const MAG = new Set(['EUPL-1.2', 'OFL-1.1', 'MIT', 'Apache-2.0'])
const onderdelen = pakketten.map((naam) => {
  const { version, license } = info(naam)
  if (!MAG.has(license)) throw new Error(`${naam}: licentie ${license} mag niet mee`)
  return { naam, version, license }
})

const stijlVan = (naam) => {
  const kort = naam.split('/')[1].replace(/-css$/, '')
  for (const kandidaat of ['index.css', `${kort}.css`]) {
    if (existsSync(join(hier, 'node_modules', naam, 'dist', kandidaat))) return lees('node_modules', naam, 'dist', kandidaat)
  }
  throw new Error(`${naam}: geen stylesheet gevonden`)
}
const componenten = pakketten.filter((naam) => naam.endsWith('-css')).map(stijlVan).join('\n')
const eigen = lees('eigen.css')

// The theme defines thousands of tokens; keep those that some component or our own rules reach.
const thema = lees('node_modules', '@nl-design-system-unstable/voorbeeld-design-tokens', 'dist', 'theme.css')
const tokens = new Map([...thema.matchAll(/^\s*(--[\w-]+):\s*([^;]+);/gm)].map((m) => [m[1], m[2].trim()]))
const gebruikt = (css) => [...css.matchAll(/var\(\s*(--[\w-]+)/g)].map((m) => m[1])
const nodig = new Set()
const wachtrij = gebruikt(componenten + eigen)
while (wachtrij.length > 0) {
  const naam = wachtrij.pop()
  if (nodig.has(naam) || !tokens.has(naam)) continue
  nodig.add(naam)
  wachtrij.push(...gebruikt(tokens.get(naam)))
}
const basis = `.voorbeeld-theme{${[...nodig].sort().map((n) => `${n}:${tokens.get(n)}`).join(';')}}`

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist)

// Latin for the text, latin-ext only when a name asks for it.
const bereik = {
  latin: 'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  'latin-ext': 'U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0',
}
let letters = ''
for (const [dikte, voor] of [['400', '400'], ['600', '600 700']]) {
  for (const [deel, unicode] of Object.entries(bereik)) {
    const bron = join(hier, 'node_modules', '@fontsource/source-sans-3', 'files', `source-sans-3-${deel}-${dikte}-normal.woff2`)
    const naam = `source-sans-3-${deel}-${dikte}.${afdruk(readFileSync(bron))}.woff2`
    copyFileSync(bron, join(dist, naam))
    letters += `@font-face{font-family:"Source Sans 3";font-style:normal;font-weight:${voor};font-display:swap;src:url(/stijl/${naam}) format("woff2");unicode-range:${unicode}}\n`
  }
}

const zonderRuis = (css) => css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s*\n\s*/g, '\n').trim()
const delen = onderdelen.map((o) => `${o.naam} ${o.version} (${o.license})`).join(', ')
const css = `/* Houvast, EUPL-1.2. Bevat: ${delen} */\n${zonderRuis([letters, basis, componenten, eigen].join('\n'))}\n`
const schrijf = (naam, inhoud) => {
  writeFileSync(join(dist, naam), inhoud)
  writeFileSync(join(dist, `${naam}.br`), brotliCompressSync(inhoud, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
  writeFileSync(join(dist, `${naam}.gz`), gzipSync(inhoud, { level: 9 }))
  return readFileSync(join(dist, `${naam}.br`)).length
}
const klein = schrijf(`app.${afdruk(css)}.css`, Buffer.from(css))
const merk = readFileSync(join(hier, 'merk.svg'))
schrijf(`merk.${afdruk(merk)}.svg`, merk)
writeFileSync(join(dist, 'onderdelen.txt'), onderdelen.map((o) => `${o.naam}\t${o.version}\t${o.license}\n`).join(''))
console.log(`stijl: ${css.length} tekens, ${klein} bytes ingepakt, ${nodig.size} van ${tokens.size} tokens`)
