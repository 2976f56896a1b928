// Starts the program under test in a fresh folder and a browser beside it.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { verseOpslag } from './postgres.mjs'

const hier = dirname(fileURLToPath(import.meta.url))
const wortel = join(hier, '..', '..')
export const UIT = join(wortel, 'tests', 'uit', 'schermen')

/** The program under test. */
export function binair() {
  const doel = process.env.CARGO_TARGET_DIR ?? join(wortel, 'target')
  const kandidaten = [process.env.HOUVAST_TEST_BIN, join(doel, 'release', 'houvast'), join(doel, 'debug', 'houvast')]
  const gevonden = kandidaten.find((k) => k && existsSync(k))
  if (!gevonden) throw new Error('geen houvast gevonden: bouw eerst met `cargo build`, of zet HOUVAST_TEST_BIN')
  return resolve(gevonden)
}

/** A port that nobody has now. */
export function vrijePoort() {
  return new Promise((klaar) => {
    const even = createServer().listen(0, '127.0.0.1', () => {
      const { port } = even.address()
      even.close(() => klaar(port))
    })
  })
}

/** A running demo: its address, accounts and sample messages, everything it logged, and how to stop it. */
export async function start() {
  const map = mkdtempSync(join(tmpdir(), 'houvast-browser-'))
  const opslag = await verseOpslag()
  const proces = spawn(binair(), ['demo', '--poort', '0', '--map', map, ...opslag.opties], {
    env: { ...process.env, RUST_LOG: 'info' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  proces.stderr.on('data', (deel) => { log += deel })
  await new Promise((klaar, mis) => {
    let tekst = ''
    const te_laat = setTimeout(() => mis(new Error(`geen adres binnen 90 s\n${tekst}\n${log}`)), 90_000)
    proces.stdout.on('data', (deel) => {
      tekst += deel
      if (/http:\/\/127\.0\.0\.1:\d+/.test(tekst)) { clearTimeout(te_laat); klaar() }
    })
    proces.on('exit', (code) => mis(new Error(`het programma stopte met ${code}\n${log}`)))
  })
  const { adres, accounts } = JSON.parse(readFileSync(join(map, 'accounts.json'), 'utf8'))
  const voorbeelden = join(map, 'voorbeelden')
  return {
    adres,
    accounts,
    voorbeelden: readdirSync(voorbeelden).filter((n) => n.endsWith('.xml')).sort().map((n) => join(voorbeelden, n)),
    log: () => log,
    stop: async () => {
      const weg = new Promise((klaar) => proces.on('exit', klaar))
      proces.kill('SIGTERM')
      await weg
      await opslag.weg()
      rmSync(map, { recursive: true, force: true })
    },
  }
}

/** Chromium without anything that wants the network. */
export function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}

const AXE = readFileSync(createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8')
const REGELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
export const BUREAU = { width: 1280, height: 900 }
export const TELEFOON = { width: 390, height: 844 }

/** axe finds nothing. It is a script, so the page must look past our policy (`bypassCSP`), which would rightly refuse it. */
export async function axe(blad, naam, regels = REGELS) {
  if (!await blad.evaluate(() => 'axe' in window)) await blad.evaluate(AXE)
  const mis = await blad.evaluate(async (regels) => {
    const runOnly = regels ? { runOnly: { type: 'tag', values: regels } } : {}
    const { violations } = await window.axe.run(document, { ...runOnly, resultTypes: ['violations'] })
    return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3)}`)
  }, regels)
  assert.deepEqual(mis, [], naam)
}

/** Nothing slides sideways on the smallest screen that WCAG 1.4.10 names. */
export async function past(blad, naam) {
  await blad.setViewportSize({ width: 320, height: 640 })
  assert.ok(await blad.evaluate(() => document.documentElement.scrollWidth) <= 320, `${naam} schuift opzij op 320 px`)
  await blad.setViewportSize(BUREAU)
}

/** A picture of the whole page, at these widths. They are for people to look at, so only with HOUVAST_TEST_FOTO=1. */
export async function foto(blad, naam, maten = ['bureau', 'telefoon']) {
  if (!process.env.HOUVAST_TEST_FOTO) return
  for (const maat of maten) {
    await blad.setViewportSize(maat === 'bureau' ? BUREAU : TELEFOON)
    await blad.screenshot({ path: join(UIT, `${naam}-${maat}.png`), fullPage: true })
  }
  await blad.setViewportSize(BUREAU)
}

const sessies = new Map()
/** A page of somebody who is logged in. Each account logs in by hand once; after that its session is lent. */
export async function ingelogd(chromium, demo, account, opties = {}) {
  const sleutel = `${demo.adres} ${account.gebruiker}`
  const omgeving = await chromium.newContext({ javaScriptEnabled: false, viewport: BUREAU, locale: 'nl-NL', storageState: sessies.get(sleutel), ...opties })
  omgeving.setDefaultTimeout(20_000)
  const blad = await omgeving.newPage()
  if (!sessies.has(sleutel) || 'storageState' in opties) {
    await meldAan(blad, demo, account)
    if (!('storageState' in opties)) sessies.set(sleutel, await omgeving.storageState())
  } else await blad.goto(`${demo.adres}/werkvoorraad`)
  return { omgeving, blad }
}

/** Logs in on the login page, by hand as a person would. */
export async function meldAan(blad, demo, account) {
  await blad.goto(`${demo.adres}/aanmelden`)
  await blad.fill('#gebruikersnaam', account.gebruiker)
  await blad.fill('#wachtwoord', account.wachtwoord)
  await blad.click('main button[type=submit]')
  await blad.waitForURL(`${demo.adres}/werkvoorraad`)
}
