/** An event stream as a browser has it, driven by the test. */
export class FakeStream extends EventTarget {
  static readonly CLOSED = 2
  static all: FakeStream[] = []
  readyState = 0
  onopen?: () => void
  onerror?: () => void
  constructor(readonly address: string) {
    super()
    FakeStream.all.push(this)
  }
  open() {
    this.readyState = 1
    this.onopen?.()
  }
  /** The network broke, or with `status` the server said no. */
  fail(status?: number) {
    this.readyState = status ? FakeStream.CLOSED : 0
    this.onerror?.()
  }
  say(name: string, data: object = {}) {
    const all = { room: 'r', at: '2026-01-02T03:04:05.678Z', ...data }
    this.dispatchEvent(Object.assign(new Event(name), { data: JSON.stringify(all) }))
  }
  close() {
    this.readyState = FakeStream.CLOSED
  }
}
