/**
 * Runs in the page before anything else: listens to React as its developer tools do and counts, commit by commit, the
 * rows of the editor in which a component drew itself anew. Read `window.renderedRows`.
 */
export function watchRenders(): void {
  type Fiber = {
    tag: number
    flags: number
    child: Fiber | null
    sibling: Fiber | null
    return: Fiber | null
    alternate: Fiber | null
    stateNode: unknown
  }
  const HOST = 5
  const PERFORMED_WORK = 1
  const FUNCTION_TAGS = [0, 11, 14, 15]
  const seen = new Set<Element>()
  let components = 0

  const rowOf = (fiber: Fiber): Element | null => {
    for (let at: Fiber | null = fiber; at; at = at.return) {
      if (at.tag === HOST && at.stateNode instanceof Element) return at.stateNode.closest('li')
    }
    return null
  }

  const walk = (fiber: Fiber) => {
    if (FUNCTION_TAGS.includes(fiber.tag) && fiber.flags & PERFORMED_WORK) {
      components++
      const row = rowOf(fiber)
      if (row) seen.add(row)
    }
    // Children that are the same objects as before were not visited in this commit.
    if (fiber.alternate && fiber.child === fiber.alternate.child) return
    for (let child = fiber.child; child; child = child.sibling) walk(child)
  }

  Object.assign(window, {
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      isDisabled: false,
      inject: () => 1,
      onCommitFiberUnmount: () => undefined,
      onPostCommitFiberRoot: () => undefined,
      onCommitFiberRoot: (_: number, root: { current: Fiber }) => walk(root.current),
    },
    takeRenders: () => {
      const result = { rows: seen.size, components }
      seen.clear()
      components = 0
      return result
    },
  })
}
