/** Goes to an address by a link, so that a page with a draft asks first, as it does for every link. */
export function follow(address: string, push: (address: string) => void): void {
  const link = document.createElement('a')
  link.href = address
  link.addEventListener('click', (event) => {
    event.preventDefault()
    push(address)
  })
  document.body.append(link)
  link.click()
  link.remove()
}
