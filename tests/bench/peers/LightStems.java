import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Stems words, one a line, as Lucene's FrenchLightStemFilter does (Savoy's light stemmer). */
public class LightStems {
  public static void main(String[] args) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    KeywordTokenizer source = new KeywordTokenizer();
    try (FrenchLightStemFilter stemmed = new FrenchLightStemFilter(source)) {
      CharTermAttribute term = stemmed.addAttribute(CharTermAttribute.class);
      for (String word = in.readLine(); word != null; word = in.readLine()) {
        source.setReader(new java.io.StringReader(word));
        stemmed.reset();
        stemmed.incrementToken();
        out.println(term);
        stemmed.end();
        stemmed.close();
      }
    }
    out.flush();
  }
}
