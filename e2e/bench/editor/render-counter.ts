/**
 * Counts the editor rows and components that React renders. Runs in the page before any other
 * script and poses as the React developer tools. `window.takeRenders()` returns the counts since
 * the last call.
 */
export function installRenderCounter(): void {
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
  const renderedRows = new Set<Element>()
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
      if (row) renderedRows.add(row)
    }
    // React did not visit children that are the same objects as in the previous commit.
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
      const result = { rows: renderedRows.size, components }
      renderedRows.clear()
      components = 0
      return result
    },
  })
}
