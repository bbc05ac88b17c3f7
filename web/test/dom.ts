// As much of a document as components need to be drawn, pressed and read in a test. What a browser
// does beyond that is tried in a browser.

type Listener = (event: any) => void

export class FakeNode {
  nodeType: number
  nodeName: string
  localName: string
  namespaceURI = 'http://www.w3.org/1999/xhtml'
  parentNode: FakeNode | null = null
  childNodes: FakeNode[] = []
  attributes: { name: string; value: string }[] = []
  data = ''
  style: Record<string, string> = {}
  value: any = ''
  checked = false
  listeners = new Map<string, Listener>();
  [property: string]: any

  constructor(type: number, name: string) {
    this.nodeType = type
    this.nodeName = this.localName = name
  }

  get id(): string {
    return this.getAttribute('id') ?? ''
  }

  set id(id: string) {
    this.setAttribute('id', id)
  }

  get className(): string {
    return this.getAttribute('class') ?? ''
  }

  get firstChild(): FakeNode | null {
    return this.childNodes[0] ?? null
  }

  get nextSibling(): FakeNode | null {
    const around = this.parentNode?.childNodes ?? []
    return around[around.indexOf(this) + 1] ?? null
  }

  get ownerDocument(): any {
    return globalThis.document
  }

  get isConnected(): boolean {
    return true
  }

  contains(other: FakeNode | null): boolean {
    for (let node = other; node; node = node.parentNode) if (node === this) return true
    return false
  }

  insertBefore(child: FakeNode, before: FakeNode | null): FakeNode {
    child.remove()
    const at = before ? this.childNodes.indexOf(before) : -1
    this.childNodes.splice(at < 0 ? this.childNodes.length : at, 0, child)
    child.parentNode = this
    return child
  }

  appendChild(child: FakeNode): FakeNode {
    return this.insertBefore(child, null)
  }

  removeChild(child: FakeNode): void {
    this.childNodes = this.childNodes.filter(one => one !== child)
    child.parentNode = null
  }

  remove(): void {
    this.parentNode?.removeChild(this)
  }

  setAttribute(name: string, value: unknown): void {
    this.removeAttribute(name)
    this.attributes.push({ name, value: String(value) })
  }

  removeAttribute(name: string): void {
    this.attributes = this.attributes.filter(one => one.name !== name)
  }

  getAttribute(name: string): string | null {
    return this.attributes.find(one => one.name === name)?.value ?? null
  }

  addEventListener(name: string, listener: Listener): void {
    this.listeners.set(name, listener)
  }

  removeEventListener(name: string): void {
    this.listeners.delete(name)
  }

  focus(): void {
    document.activeElement = this
  }

  scrollIntoView(): void {}

  showModal(): void {}

  close(): void {}

  getBoundingClientRect() {
    return { left: 0, top: 0, width: 600, height: 400 }
  }

  get textContent(): string {
    return this.nodeType === 3 ? this.data : this.childNodes.map(one => one.textContent).join('')
  }

  set textContent(text: string) {
    this.childNodes = []
    if (text) this.appendChild(document.createTextNode(text))
  }

  /** All below that fit, in the order of the page. */
  all(fits: (node: FakeNode) => boolean): FakeNode[] {
    return this.childNodes.flatMap(one => [...(fits(one) ? [one] : []), ...one.all(fits)])
  }

  tagged(name: string): FakeNode[] {
    return this.all(node => node.localName === name)
  }

  /** The one whose text, or label, is that. */
  named(text: string): FakeNode {
    const found = this.all(node => node.nodeType === 1 && node.textContent === text).at(-1)
    if (!found) throw new Error(`nothing says ${text} in: ${this.textContent}`)
    return found
  }

  fire(type: string, more: object = {}): any {
    const event = {
      type, target: this, currentTarget: this, defaultPrevented: false, isTrusted: true,
      preventDefault() { this.defaultPrevented = true }, stopPropagation() {}, ...more,
    }
    for (let node: FakeNode | null = this; node; node = node.parentNode) {
      event.currentTarget = node
      node.listeners.get(type)?.call(node, event)
    }
    return event
  }
}

const document: any = {
  title: '',
  hidden: false,
  activeElement: null,
  documentElement: Object.assign(new FakeNode(1, 'html'), { dataset: {} }),
  body: new FakeNode(1, 'body'),
  createElement: (name: string) => new FakeNode(1, name),
  createElementNS: (space: string, name: string) => Object.assign(new FakeNode(1, name), { namespaceURI: space }),
  createTextNode: (text: string) => Object.assign(new FakeNode(3, '#text'), { data: text }),
  getElementById: (id: string) => document.body.all((node: FakeNode) => node.id === id)[0] ?? null,
  addEventListener() {},
  removeEventListener() {},
}
Object.assign(globalThis, {
  document,
  requestAnimationFrame: (work: () => void) => setTimeout(work, 0),
  cancelAnimationFrame: clearTimeout,
})

/** Lets what was asked of the page be drawn. */
export async function drawn(): Promise<void> {
  for (let n = 0; n < 3; n += 1) await new Promise(done => setTimeout(done, 0))
}

/** The page, emptied, with that drawn on it. */
export async function draw(what: unknown): Promise<FakeNode> {
  const { render } = await import('preact')
  render(null, document.body)
  return redraw(what)
}

/** The page with that drawn over what it shows: what is still there keeps what it holds. */
export async function redraw(what: unknown): Promise<FakeNode> {
  const { render } = await import('preact')
  const { act } = await import('preact/test-utils')
  const root = document.body
  await act(() => render(what as never, root))
  await drawn()
  return root
}
