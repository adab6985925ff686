import { Component, type ComponentChildren } from 'preact';
import { say } from '../words/language.ts';

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
        <h2>{say('shell_broken')}</h2>
        <p>{say('shell_broken_why', { message })}</p>
        <button type="button" class="button" onClick={() => this.setState({ message: null })}>
          {say('shell_draw_again')}
        </button>
      </div>
    );
  }
}
