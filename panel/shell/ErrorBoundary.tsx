import { Component, type ComponentChildren } from 'preact';

interface State {
  message: string | null;
}

/** What cannot be drawn is said; the recording behind it goes on. */
export class ErrorBoundary extends Component<{ children: ComponentChildren }, State> {
  override state: State = { message: null };

  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ message: error instanceof Error ? error.message : String(error) });
  }

  override render() {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <div class="empty" role="alert">
        <h2>The panel could not be drawn</h2>
        <p>Nothing recorded is lost. What went wrong: {message}</p>
        <button type="button" class="button" onClick={() => this.setState({ message: null })}>
          Draw again
        </button>
      </div>
    );
  }
}
