// Starts the program under test in a fresh folder and a browser beside it.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const hier = dirname(fileURLToPath(import.meta.url))
const wortel = join(hier, '..', '..')
export const UIT = join(wortel, 'tests', 'uit', 'schermen')

function binair() {
  const doel = process.env.CARGO_TARGET_DIR ?? join(wortel, 'target')
  const kandidaten = [process.env.HOUVAST_TEST_BIN, join(doel, 'release', 'houvast'), join(doel, 'debug', 'houvast')]
  const gevonden = kandidaten.find((k) => k && existsSync(k))
  if (!gevonden) throw new Error('geen houvast gevonden: bouw eerst met `cargo build`, of zet HOUVAST_TEST_BIN')
  return resolve(gevonden)
}

/** A running demo: its address, accounts and sample messages, everything it logged, and how to stop it. */
export async function start() {
  const map = mkdtempSync(join(tmpdir(), 'houvast-browser-'))
  const proces = spawn(binair(), ['demo', '--poort', '0', '--map', map], {
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

/** Logs in on the login page, by hand as a person would. */
export async function meldAan(blad, demo, account) {
  await blad.goto(`${demo.adres}/aanmelden`)
  await blad.fill('#gebruikersnaam', account.gebruiker)
  await blad.fill('#wachtwoord', account.wachtwoord)
  await blad.click('main button[type=submit]')
  await blad.waitForURL(`${demo.adres}/werkvoorraad`)
}
