import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { Pool } from 'undici'

/** A server under test: where it is, what to request and which process serves it. */
export type Target = { origin: string; path: string; pid: number }

/** Sums over all runs of one target. */
export type Load = { requests: number; seconds: number; cpuMs: number }

/** Linux counts CPU time in hundredths of a second. */
const MS_PER_TICK = 10

/**
 * Sends requests over `cookies.length` connections, each with its own cookie, as fast as the target
 * responds, and measures the CPU time of its process. Throws unless every response is 200.
 */
export async function runClosedLoop(
  { origin, path, pid }: Target,
  cookies: readonly string[],
  seconds: number,
): Promise<Load> {
  const pool = new Pool(origin, { connections: cookies.length, pipelining: 1 })
  const startedAt = performance.now()
  const cpuBefore = readCpuMs(pid)
  const until = startedAt + seconds * 1_000
  let requests = 0
  await Promise.all(
    cookies.map(async (cookie) => {
      while (performance.now() < until) {
        const { statusCode, body } = await pool.request({
          method: 'GET',
          path,
          headers: { cookie },
        })
        await body.dump()
        if (statusCode !== 200) throw new Error(`${origin}${path}: status ${statusCode}`)
        requests++
      }
    }),
  )
  const load = {
    requests,
    seconds: (performance.now() - startedAt) / 1_000,
    cpuMs: readCpuMs(pid) - cpuBefore,
  }
  await pool.close()
  return load
}

export function addLoads(loads: readonly Load[]): Load {
  return loads.reduce((sum, load) => ({
    requests: sum.requests + load.requests,
    seconds: sum.seconds + load.seconds,
    cpuMs: sum.cpuMs + load.cpuMs,
  }))
}

/** User and system time of all threads of a process. */
function readCpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in parentheses may contain spaces; state is the third field, the times are 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK
}
