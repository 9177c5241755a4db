/**
 * Lets React remove and insert nodes after a translator, an extension or an ad blocker has moved or
 * removed their neighbours. Without it the DOM throws, and the error page replaces the page.
 */
export function tolerateForeignChanges(): void {
  const { removeChild, insertBefore } = Node.prototype

  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    return child.parentNode === this ? (removeChild.call(this, child) as T) : child
  }

  Node.prototype.insertBefore = function <T extends Node>(
    this: Node,
    child: T,
    next: Node | null,
  ): T {
    const isForeign = next !== null && next.parentNode !== this
    return insertBefore.call(this, child, isForeign ? null : next) as T
  }
}
