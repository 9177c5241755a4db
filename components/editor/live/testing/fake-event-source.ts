/** An EventSource that the test drives. */
export class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2
  static all: FakeEventSource[] = []
  readyState = 0
  onopen?: () => void
  onerror?: () => void
  constructor(readonly address: string) {
    super()
    FakeEventSource.all.push(this)
  }
  open() {
    this.readyState = 1
    this.onopen?.()
  }
  /** Without a `status` the network broke; with one, the server refused. */
  fail(status?: number) {
    this.readyState = status ? FakeEventSource.CLOSED : 0
    this.onerror?.()
  }
  emit(type: string, data: object = {}) {
    const payload = { room: 'r', at: '2026-01-02T03:04:05.678Z', ...data }
    this.dispatchEvent(Object.assign(new Event(type), { data: JSON.stringify(payload) }))
  }
  close() {
    this.readyState = FakeEventSource.CLOSED
  }
}
