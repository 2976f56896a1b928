// Where the program under test keeps its data: SQLite in its folder, or with HOUVAST_TEST_OPSLAG=postgres a database of its own
// on a PostgreSQL that these tests start and stop themselves, as the Rust tests do.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The newest of Debian's folders, else what is on the path. Below 15 does not count. */
function zoekBin() {
  const debian = '/usr/lib/postgresql'
  const versies = existsSync(debian) ? readdirSync(debian).map(Number).filter((v) => v >= 15).sort((a, b) => b - a) : []
  const mappen = [...versies.map((v) => join(debian, String(v), 'bin')), ...(process.env.PATH ?? '').split(delimiter)]
  const bin = mappen.find((map) => existsSync(join(map, 'initdb')) && existsSync(join(map, 'pg_ctl')))
  if (!bin) throw new Error('geen initdb gevonden; installeer postgresql (15 of nieuwer)')
  return bin
}

// Without network and without durability: these tests do not pull plugs. Its standard input is the life line: when this
// process ends, however, the server stops and cleans up.
const SCRIPT = `
set -e
map=$(mktemp -d /tmp/houvast-pg-XXXXXX)
cd "$map"
trap '"$0"/pg_ctl -D "$map/data" -m immediate stop >/dev/null 2>&1; rm -rf "$map"' EXIT
trap 'exit 1' INT TERM HUP
"$0"/initdb -D "$map/data" -U houvast -A trust -E UTF8 --locale=C --no-sync >"$map/log" 2>&1 || { cat "$map/log" >&2; exit 1; }
"$0"/pg_ctl -D "$map/data" -l "$map/log" -w -t 60 -o "-c listen_addresses='' -c unix_socket_directories='$map' \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=32MB" \
  start </dev/null >/dev/null 2>&1 || { cat "$map/log" >&2; exit 1; }
echo "$map"
cat >/dev/null
`

let server = null

function startServer() {
  const bin = zoekBin()
  const als = process.getuid() === 0 ? ['runuser', '-u', 'postgres', '--'] : [] // initdb refuses to run as root
  const [opdracht, ...rest] = [...als, 'sh', '-c', SCRIPT, bin]
  const kind = spawn(opdracht, rest, { cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] })
  const map = new Promise((klaar, mis) => {
    let tekst = ''
    kind.stdout.on('data', (deel) => {
      tekst += deel
      if (tekst.includes('\n')) klaar(tekst.trim())
    })
    kind.on('error', mis)
    kind.on('exit', (code) => mis(new Error(`PostgreSQL start niet (${code})`)))
  })
  return { bin, kind, map, gebruikers: 0, teller: 0 }
}

/** A fresh place for one program: the options that it takes, and how to let it go when the program has stopped. */
export async function verseOpslag() {
  const soort = process.env.HOUVAST_TEST_OPSLAG ?? 'sqlite'
  if (soort === 'sqlite') return { opties: [], weg: async () => {} }
  if (soort !== 'postgres') throw new Error(`HOUVAST_TEST_OPSLAG is sqlite of postgres, niet ${soort}`)
  server ??= startServer()
  const hier = server
  hier.gebruikers += 1
  const naam = `houvast_browser_${hier.teller++}`
  const map = await hier.map
  execFileSync(join(hier.bin, 'createdb'), ['-h', map, '-U', 'houvast', naam], { cwd: '/' })
  return {
    opties: ['--database', `postgres:///${naam}?host=${map}&user=houvast`],
    // The last one out stops the server, which takes its databases along.
    weg: async () => {
      hier.gebruikers -= 1
      if (hier.gebruikers > 0) return
      server = null
      const gestopt = new Promise((klaar) => hier.kind.on('exit', klaar))
      hier.kind.stdin.end()
      await gestopt
    },
  }
}
