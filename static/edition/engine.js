// SQL from a page: one question at a time goes to the worker, and one that takes too long is stopped.
// In: where the file is, SQL with named values. Out: promises of rows or of a file.
const PATIENCE = 20_000; // milliseconds; the reader's own machine does the work, so it is more than a server would give

export class Engine {
  constructor(database, told = () => {}, patience = PATIENCE) {
    Object.assign(this, { database, told, patience, worker: null, last: Promise.resolve() });
  }

  rows(sql, values = {}, most = Infinity) {
    return this.#inTurn({ sql, values, most });
  }

  file(sql, values = {}) {
    return this.#inTurn({ sql, values, file: true });
  }

  // Ends the worker with whatever it does; the next question starts another.
  stop() {
    this.worker?.terminate();
    this.worker = null;
  }

  #inTurn(question) {
    const answer = this.last.then(async () => {
      if (!this.worker) await this.#start();
      return this.#send(question, this.patience);
    });
    this.last = answer.catch(() => {});
    return answer;
  }

  async #start() {
    this.worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    try {
      await this.#send({ database: this.database });
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  #send(message, patience) {
    const { worker } = this;
    return new Promise((resolve, reject) => {
      const timer = patience && setTimeout(() => {
        this.stop();
        reject(new Error(`Stopped after ${Math.round(patience / 1000)} seconds. Ask for less, or take the file and ask it on your machine.`));
      }, patience);
      worker.onmessage = ({ data }) => {
        if (data.got !== undefined) {
          this.told(data.got, this.database.packed);
          return;
        }
        clearTimeout(timer);
        if (data.error === undefined) resolve(data);
        else reject(new Error(data.error));
      };
      worker.onerror = (event) => {
        clearTimeout(timer);
        this.stop();
        event.preventDefault?.();
        reject(new Error(event.message || "The database engine did not start in this browser."));
      };
      worker.postMessage(message);
    });
  }
}
