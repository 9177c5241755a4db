/** Web storage in memory, for tests that run without a browser. */
export function createMemoryStorage(): Storage {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, text) => void items.set(name, text),
    removeItem: (name) => void items.delete(name),
    clear: () => items.clear(),
  }
}

/** Storage that the browser refuses: it is full or blocked. */
export function createRefusedStorage(): Storage {
  const refuse = () => {
    throw new DOMException('refused', 'QuotaExceededError')
  }
  return {
    length: 0,
    key: refuse,
    getItem: refuse,
    setItem: refuse,
    removeItem: refuse,
    clear: refuse,
  }
}
