import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { runAfterPress, watchPresses } from './press'

const page = new EventTarget()
const frames: (() => void)[] = []
let stopWatching = () => {}

beforeEach(() => {
  frames.length = 0
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback))
  stopWatching = watchPresses()
})
afterEach(() => {
  stopWatching()
  vi.unstubAllGlobals()
})

const send = (type: string) => page.dispatchEvent(new Event(type))
const nextFrame = () => {
  for (const callback of frames.splice(0)) callback()
}

it('runs a callback in the next frame when nothing is pressed', () => {
  const callback = vi.fn()
  runAfterPress(callback)
  expect(callback).not.toHaveBeenCalled()
  nextFrame()
  expect(callback).toHaveBeenCalledOnce()
})

it.each(['pointerup', 'pointercancel'])('waits during a press until %s, and runs once', (end) => {
  const callback = vi.fn()
  send('pointerdown')
  runAfterPress(callback)
  runAfterPress(callback)
  nextFrame()
  expect(callback).not.toHaveBeenCalled()
  send(end)
  nextFrame()
  expect(callback).toHaveBeenCalledOnce()
  send('pointerdown')
  send(end)
  nextFrame()
  expect(callback).toHaveBeenCalledOnce()
})
