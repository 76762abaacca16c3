import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene's own French chain on the bench's corpus and queries.
 *
 * <p>build FIELDS CORPUS.jsonl.gz INDEX: index title and text, one thread; print the paragraphs and
 * the seconds.
 * <p>search FIELDS INDEX QUERIES: one query a line, OR, top 10 with the text highlighted; print the
 * milliseconds of each, the median of five rounds after one to warm up.
 *
 * <p>FIELDS is stems, as FrenchAnalyzer makes them; or both, to do what Alinéa does: the forms of
 * words as well, without accents and elided words, in a field of their own that is asked too, and
 * exact totals.
 */
public final class LuceneBench {
  private static final int TOP = 10;
  private static final int ROUNDS = 5;
  /** What a form is worth beside a stem. */
  private static final float FORM_WEIGHT = 0.2f;

  private final boolean hasForms;
  private final Analyzer stems = new FrenchAnalyzer();
  private final Analyzer forms = new Forms();

  private LuceneBench(boolean hasForms) {
    this.hasForms = hasForms;
  }

  public static void main(String[] arguments) throws Exception {
    var bench = new LuceneBench(arguments[1].equals("both"));
    if (arguments[0].equals("build")) {
      bench.build(Path.of(arguments[2]), Path.of(arguments[3]));
    } else {
      bench.search(Path.of(arguments[2]), Path.of(arguments[3]));
    }
  }

  /** Words in small letters without accents, and without what is elided before them. */
  private static final class Forms extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String field) {
      var tokens = new StandardTokenizer();
      var words = new ElisionFilter(tokens, FrenchAnalyzer.DEFAULT_ARTICLES);
      return new TokenStreamComponents(
          tokens, new ASCIIFoldingFilter(new LowerCaseFilter(words)));
    }
  }

  private void build(Path corpus, Path index) throws Exception {
    long began = System.nanoTime();
    var settings = new IndexWriterConfig(analyzer()).setRAMBufferSizeMB(256);
    long count = 0;
    try (var writer = new IndexWriter(new MMapDirectory(index), settings);
        var lines = open(corpus)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        var document = new Document();
        document.add(new StringField("doc", string(line, "doc"), Field.Store.YES));
        document.add(new TextField("title", string(line, "title"), Field.Store.YES));
        String text = string(line, "text");
        document.add(new Field("text", text, textType()));
        if (hasForms) {
          document.add(new TextField("form", text, Field.Store.NO));
        }
        writer.addDocument(document);
        count++;
      }
      writer.forceMerge(1);
    }
    System.out.println(count + " " + (System.nanoTime() - began) / 1e9);
  }

  private Analyzer analyzer() {
    return new PerFieldAnalyzerWrapper(stems, Map.of("form", forms));
  }

  /** Offsets in the postings: the highlighter then needn't analyse the text again. */
  private static FieldType textType() {
    var type = new FieldType(TextField.TYPE_STORED);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
    return type;
  }

  private void search(Path index, Path queries) throws Exception {
    List<String> asked = Files.readAllLines(queries);
    var times = new double[asked.size()][ROUNDS];
    try (var reader = DirectoryReader.open(new MMapDirectory(index))) {
      var searcher = new IndexSearcher(reader);
      var highlighter = UnifiedHighlighter.builder(searcher, stems).build();
      for (int round = -1; round < ROUNDS; round++) {
        for (int number = 0; number < asked.size(); number++) {
          long began = System.nanoTime();
          Query query = parsed(asked.get(number));
          TopDocs top = best(searcher, query);
          highlighter.highlight("text", query, top, 1);
          for (var hit : top.scoreDocs) {
            searcher.storedFields().document(hit.doc);
          }
          if (round >= 0) {
            times[number][round] = (System.nanoTime() - began) / 1e6;
          }
        }
      }
    }
    for (double[] rounds : times) {
      Arrays.sort(rounds);
      System.out.print(rounds[ROUNDS / 2] + " ");
    }
  }

  private Query parsed(String asked) throws Exception {
    String escaped = QueryParser.escape(asked);
    Query inStems = new QueryParser("text", stems).parse(escaped);
    if (!hasForms) {
      return inStems;
    }
    Query inForms = new QueryParser("form", forms).parse(escaped);
    return new BooleanQuery.Builder()
        .add(inStems, Occur.SHOULD)
        .add(new BoostQuery(inForms, FORM_WEIGHT), Occur.SHOULD)
        .build();
  }

  /** Lucene counts the first thousand hits, unless it is told to count all. */
  private TopDocs best(IndexSearcher searcher, Query query) throws Exception {
    return hasForms
        ? searcher.search(query, new TopScoreDocCollectorManager(TOP, null, Integer.MAX_VALUE))
        : searcher.search(query, TOP);
  }

  private static BufferedReader open(Path corpus) throws Exception {
    var stream = new GZIPInputStream(Files.newInputStream(corpus), 1 << 16);
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8), 1 << 16);
  }

  /** The value of a key in a flat JSON object of strings, which is all the corpus has. */
  private static String string(String line, String key) {
    int at = line.indexOf("\"" + key + "\": \"") + key.length() + 5;
    var value = new StringBuilder();
    for (char c = line.charAt(at); c != '"'; c = line.charAt(++at)) {
      if (c != '\\') {
        value.append(c);
        continue;
      }
      char escaped = line.charAt(++at);
      switch (escaped) {
        case 'n' -> value.append('\n');
        case 't' -> value.append('\t');
        case 'r' -> value.append('\r');
        case 'u' -> {
          value.append((char) Integer.parseInt(line.substring(at + 1, at + 5), 16));
          at += 4;
        }
        default -> value.append(escaped);
      }
    }
    return value.toString();
  }
}
