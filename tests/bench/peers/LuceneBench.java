import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
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
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene's own French chain on the bench's corpus and queries.
 *
 * <p>build CORPUS.jsonl.gz INDEX: index title and text, one thread, print seconds.
 * <p>search INDEX QUERIES: one query a line, OR, top 10 with the text highlighted; print the
 * milliseconds of each, after one round to warm up.
 */
public final class LuceneBench {
  private static final int TOP = 10;

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("build")) {
      build(Path.of(arguments[1]), Path.of(arguments[2]));
    } else {
      search(Path.of(arguments[1]), Path.of(arguments[2]));
    }
  }

  private static void build(Path corpus, Path index) throws Exception {
    long began = System.nanoTime();
    var settings = new IndexWriterConfig(new FrenchAnalyzer()).setRAMBufferSizeMB(256);
    long count = 0;
    try (var writer = new IndexWriter(new MMapDirectory(index), settings);
        var lines = open(corpus)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        var document = new Document();
        document.add(new StringField("doc", string(line, "doc"), Field.Store.YES));
        document.add(new TextField("title", string(line, "title"), Field.Store.YES));
        document.add(new Field("text", string(line, "text"), textType()));
        writer.addDocument(document);
        count++;
      }
      writer.forceMerge(1);
    }
    System.out.println(count + " " + (System.nanoTime() - began) / 1e9);
  }

  /** Offsets in the postings: the highlighter then needn't analyse the text again. */
  private static FieldType textType() {
    var type = new FieldType(TextField.TYPE_STORED);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
    return type;
  }

  private static void search(Path index, Path queries) throws Exception {
    try (var reader = DirectoryReader.open(new MMapDirectory(index))) {
      var searcher = new IndexSearcher(reader);
      Analyzer analyzer = new FrenchAnalyzer();
      var highlighter = UnifiedHighlighter.builder(searcher, analyzer).build();
      List<Query> parsed = new ArrayList<>();
      for (String line : Files.readAllLines(queries)) {
        parsed.add(new QueryParser("text", analyzer).parse(QueryParser.escape(line)));
      }
      for (int round = 0; round < 6; round++) {
        var times = new StringBuilder();
        for (Query query : parsed) {
          long began = System.nanoTime();
          TopDocs top = searcher.search(query, TOP);
          highlighter.highlight("text", query, top, 1);
          for (var hit : top.scoreDocs) {
            searcher.storedFields().document(hit.doc);
          }
          times.append((System.nanoTime() - began) / 1e6).append(' ');
        }
        if (round == 5) {
          System.out.println(times);
        }
      }
    }
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
