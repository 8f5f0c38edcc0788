// Colours for cells in JupyterLab and Notebook 7: a language mode of CodeMirror, made of what JupyterLab shares with its
// extensions, in the form that its own builder writes ("module federation"). If something of that is missing, this fails alone,
// and cells have no colours.
(() => {
  const commands = /^%{1,2}[^\s?]*/;
  const queries = /^%{1,2}(sql|filter|derive)$/;
  const sql = /^(select|distinct|from|where|group|order|by|having|limit|offset|join|left|inner|on|using|as|and|or|not|in|is|null|like|between|case|when|then|else|end|over|partition|with|union|all|asc|desc|cast|exists)\b/i;
  const number = /^[+-]?(\d[\d_]*)?\.?\d+(\.\.\d+)?([eE][+-]?\d+)?(?=[\s,)]|$)/;

  /** A text in quotes, from where it begins or from the start of a further line. */
  const text = (stream, state) => {
    while (!stream.eol()) {
      const character = stream.next();
      if (character === '\\' && state.quote === '"') stream.next();
      else if (character === state.quote) {
        state.quote = null;
        break;
      }
    }
    return 'string';
  };

  /** The first word of a line. */
  const start = (stream, state) => {
    if (stream.match(/^#.*/)) return 'comment';
    if (stream.match(/^\?+\s*%*[^\s?]*/)) return 'keyword';
    state.place = 'values';
    if (stream.match(commands)) {
      if (queries.test(stream.current())) state.place = 'query';
      return 'keyword';
    }
    if (stream.match(/^[^\W\d]\w*(?=\s*=(?!=))/)) return 'def';
    return value(stream, state);
  };

  /** A piece of what follows a command's name or a parameter's equals sign. */
  const value = (stream, state) => {
    const before = stream.pos > 0 ? stream.string[stream.pos - 1] : ' ';
    if (/\s/.test(before) && stream.match(/^#.*/)) return 'comment';
    if (stream.match(/^\\\s*$/)) {
      state.isContinued = true;
      return null;
    }
    if (/[\s,=(]/.test(before)) {
      const quote = stream.eat(/["']/);
      if (quote) {
        state.quote = quote;
        return text(stream, state);
      }
      if (stream.match(/^\$[^\W\d]\w*/)) return 'variableName';
      if (stream.match(number)) return 'number';
      if (stream.match(/^(auto|yes|no|none)(?=[\s,)]|$)/)) return 'atom';
      if (stream.match(commands)) return 'keyword';
    }
    if (stream.match(/^[^\W\d]\w*(?==)/)) return 'propertyName';
    if (stream.match(/^[=?]+/)) return 'operator';
    if (stream.match(/^[,()]/)) return 'punctuation';
    if (!stream.match(/^[^\s,()=?]+/)) stream.next();
    return null;
  };

  /** A piece of the SQL behind a command that takes some. */
  const query = (stream, state) => {
    const quote = stream.eat(/["']/);
    if (quote) {
      state.quote = quote;
      return text(stream, state);
    }
    if (stream.match(/^as(?==)/)) return 'propertyName';
    if (stream.match(sql)) return 'keyword';
    if (stream.match(/^\d+(\.\d+)?/)) return 'number';
    if (!stream.match(/^\w+/)) stream.next();
    return null;
  };

  const parser = {
    name: 'cohort',
    startState: () => ({ place: 'start', quote: null, isContinued: false, takesCell: false }),
    token(stream, state) {
      // `%%sql` takes the whole cell, any other line ends where it ends.
      if (stream.sol()) {
        const isOver = !state.quote && !state.isContinued && !state.takesCell;
        if (isOver) state.place = 'start';
        state.isContinued = false;
      }
      if (state.quote) return text(stream, state);
      if (stream.eatSpace()) return null;
      if (state.place === 'query') return query(stream, state);
      if (state.place === 'values') return value(stream, state);
      const kind = start(stream, state);
      if (stream.current() === '%%sql') state.takesCell = true;
      return kind;
    },
    languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['(', '"', "'"] } },
  };

  let shared;
  /** A module that JupyterLab shares; of several versions the first. */
  const module = async name => (await Object.values(shared[name])[0].get())();

  const extension = async () => {
    const [editor, language] = await Promise.all([module('@jupyterlab/codemirror'), module('@codemirror/language')]);
    const plugin = {
      id: 'cohort-kernel:language',
      description: 'Colours for the cells of Cohort.',
      autoStart: true,
      requires: [editor.IEditorLanguageRegistry],
      activate: (_, registry) => {
        registry.addLanguage({
          name: 'cohort',
          displayName: 'Cohort',
          mime: 'text/x-cohort',
          extensions: ['cohort'],
          load: async () => new language.LanguageSupport(language.StreamLanguage.define(parser)),
        });
      },
    };
    return () => ({ __esModule: true, default: plugin });
  };

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB['cohort-kernel'] = {
    init: scope => {
      shared = scope;
    },
    get: async module => {
      if (module !== './extension') throw new Error(`cohort-kernel has no ${module}`);
      return extension();
    },
  };
})();
