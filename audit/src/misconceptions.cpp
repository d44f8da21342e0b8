#include "gainsay/audit/misconceptions.h"

#include <algorithm>
#include <array>

#include "wording.h"

namespace gainsay::audit {
namespace {

constexpr std::string_view complexity_page = R"(
## The reproach
"The method is too simple to be a contribution." And its mirror image in a paper: "our architecture is considerably more
sophisticated than the earlier ones".

## Why it is a misconception
Novelty is the distance to what was known, and simplicity says nothing about that distance. An idea that can be said in
one line and that nobody had is new, and others can use it the same day. A complex method may be five known ones.

## Counter-examples
- ReLU (Nair and Hinton 2010; Glorot, Bordes and Bengio 2011) is max(0, x). Krizhevsky, Sutskever and Hinton (2012) report
  that a small convolutional network reaches 25 % training error on CIFAR-10 six times faster with it than with tanh.
- Batch normalisation (Ioffe and Szegedy 2015) subtracts a mean, divides by a standard deviation, scales and shifts. Their
  network reached the accuracy of the one without it in 14 times fewer steps.

## An answer to a reviewer
"The change is one line, and that is its strength: name the earlier work that has this line. Table N shows what the line
does on its own, against tuned baselines."

## When the reproach is right
When the simple thing is known: under another name, in another field, or as a trick that everybody uses without a paper.
Then the answer is not that simplicity is good but the nearest prior work and the difference to it.

## References
Black (2022), "Novelty in science: a guide for reviewers", Perceiving Systems. Nair and Hinton (2010), ICML, "Rectified
linear units improve restricted Boltzmann machines". Glorot, Bordes and Bengio (2011), AISTATS, "Deep sparse rectifier
neural networks". Krizhevsky, Sutskever and Hinton (2012), NIPS, "ImageNet classification with deep convolutional neural
networks". Ioffe and Szegedy (2015), ICML, "Batch normalization".
)";

constexpr std::string_view difficulty_page = R"(
## The reproach
"Anybody could have done this; it was not hard." And in a paper: "this problem is notoriously challenging".

## Why it is a misconception
How hard it was for the authors is their affair. What a reader gets is what was not known before, and it is worth the
same whether it took an afternoon or a year. That an idea is easy to carry out once it is seen is no sign that it was
easy to see.

## Counter-examples
- MoCo (He, Fan, Wu, Xie and Girshick 2020) keeps a queue of earlier keys and an encoder that follows the other one slowly;
  the paper prints it as a page of pseudo-code. Its features did better than supervised pre-training in seven detection and
  segmentation tasks.
- SimSiam (Chen and He 2021) takes things away: no negative pairs, no momentum encoder, no large batches. What is left is a
  stop-gradient, and the paper shows that without it the representation collapses. That was learnt, and it was not hard.

## An answer to a reviewer
"It is easy to carry out, as the reviewer says, and it had not been done: the nearest work, X, needs Y, and section N shows
that Y is not needed."

## When the reproach is right
When nothing stood in the way because nothing was asked: a known method on one more dataset, a grid search, one more
term in a sum. Ask what a reader knows afterwards that was not known before; if the answer is a number in a table, the
reproach holds.

## References
Black (2022), "Novelty in science: a guide for reviewers", Perceiving Systems. He, Fan, Wu, Xie and Girshick (2020), CVPR,
"Momentum contrast for unsupervised visual representation learning". Chen and He (2021), CVPR, "Exploring simple Siamese
representation learning".
)";

constexpr std::string_view surprise_page = R"(
## The reproach
"It is obvious that this works." And in a paper: "surprisingly, ...", with surprise as the whole argument.

## Why it is a misconception
What is well explained looks obvious to whoever has just read the explanation. Whether it was obvious before is a
question about the literature: who had it, and who said that it would not work? Surprise is a feeling of a reader on a
day; the nearest prior work is a fact.

## Counter-examples
- The Transformer (Vaswani et al. 2017) leaves out recurrence and keeps attention, which translation models had used since
  2014 on top of recurrence. Afterwards it looks like the obvious step; for three years no translation model took it.
- ViT (Dosovitskiy et al. 2021) cuts an image into patches of 16 x 16 and gives them to an ordinary Transformer. Nothing in
  it surprises. What was learnt is when it holds: trained on ImageNet alone it is a few points below ResNets of its size,
  pre-trained on far more images it equals or beats them.

## An answer to a reviewer
"That it looks obvious now we take as a compliment to section N. The work nearest to ours, X, kept Y as necessary; we are
the first to show that it is not, and where it still is."

## When the reproach is right
When the result follows from what is known without an experiment, or when everybody in the field does it already.
A reviewer who says so can name the place; ask for it, and cite it.

## References
Black (2022), "Novelty in science: a guide for reviewers", Perceiving Systems. Vaswani et al. (2017), NIPS, "Attention is all
you need". Bahdanau, Cho and Bengio (2015), ICLR (preprint 2014), attention on top of recurrence. Dosovitskiy et al. (2021),
ICLR, "An image is worth 16x16 words".
)";

constexpr std::string_view technicality_page = R"(
## The reproach
"There is no technical novelty: known architecture, known loss, more data." And in a paper: three pages of formulas that
no experiment needs.

## Why it is a misconception
A formula is one way to be new. A new task, a new way to ask an old question, data that make a question answerable, or
an explanation are others; `value.novelty.kind` has a word for each (problem, method, transfer, explanation,
dataset-or-metric).

## Counter-examples
- CLIP (Radford et al. 2021) trains two known encoders with a known contrastive loss, on 400 million pairs of image and
  text. New is the task that it made out of a curiosity: to classify with classes that are named in words, without an
  example. Li et al. (2017) had reached 11.5 % on ImageNet so; CLIP reached 76.2 %, as much as the original ResNet-50 with
  1.28 million labels.
- SAM (Kirillov et al. 2023) states a task, segmentation by a prompt, and builds model and data for it: over a billion masks
  on 11 million images. The parts were known, and the task was not.

## An answer to a reviewer
"The novelty is not in the loss, and the paper does not say so. It is in the task: before, X could not be asked; section N
shows that it can be answered, and how well, against the best that could be done by known means."

## When the reproach is right
When the paper claims a new method and the parts are known: then say what kind of novelty it is, or claim less. When
"more data" is all, and the comparison did not give the baselines the same data.

## References
Black (2022), "Novelty in science: a guide for reviewers", Perceiving Systems. Radford et al. (2021), ICML, "Learning
transferable visual models from natural language supervision". Li, Jabri, Joulin and van der Maaten (2017), ICCV, "Learning
visual n-grams from web data". Kirillov et al. (2023), ICCV, "Segment anything".
)";

constexpr std::string_view usefulness_page = R"(
## The reproach
"Nobody needs this." And in a paper: "our method is of great practical use", as an argument for its novelty.

## Why it is a misconception
Useful and new are two things. Much that is useful is old, and much that is new finds its use later, by others. Use
belongs to the size of the problem, where it is asked for with who and how many (`value.problem_size`).

## Counter-examples
- GANs (Goodfellow et al. 2014) drew small digits, faces and CIFAR-10 pictures, and the paper claims no better pictures than
  existing methods. New was the game of two networks; photographs of faces that do not exist came years later
  (StyleGAN, Karras, Laine and Aila 2019).
- GPT (Radford et al. 2018) was measured on tasks of language understanding after fine-tuning; it was better than the best
  known in 9 of 12. What such a model writes by itself came into use years later (GPT-3, Brown et al. 2020, and after).

## An answer to a reviewer
"We claim a new X and not a product. What it makes possible is in section N; what it cannot do yet is in the limitations."

## When the reproach is right
In a study whose profile is `engineering`: there the question is whether it runs, is fast and stable, and helps, and no
novelty makes up for a no. And where use is claimed: then show who uses it.

## References
Black (2022), "Novelty in science: a guide for reviewers", Perceiving Systems. Goodfellow et al. (2014), NIPS, "Generative
adversarial nets". Karras, Laine and Aila (2019), CVPR. Radford, Narasimhan, Salimans and Sutskever (2018), "Improving
language understanding by generative pre-training". Brown et al. (2020), NeurIPS, "Language models are few-shot learners".
)";

// In the order of all_misconceptions().
const std::array<Wording, 5> wordings = {
    Wording{{"complex", "complexity", "complicated", "sophisticated", "elaborate"}, {"复杂"}, {}},
    Wording{{"difficult", "difficulty", "hard to", "challenging"}, {"困难", "难度"}, {}},
    Wording{{"surprising", "surprisingly", "unexpected", "counterintuitive"}, {"令人惊讶", "出乎意料"}, {}},
    Wording{{"technical", "technically", "mathematical", "mathematically"}, {"技术性"}, {}},
    Wording{{"useful", "usefulness", "practical"}, {"有用", "实用"}, {}}};

}  // namespace

const std::vector<Misconception>& all_misconceptions() {
  static const std::vector<Misconception> all = {
      {"complexity", "\"the method is too simple to be new\"", complexity_page},
      {"difficulty", "\"it was not hard to do, so it is not new\"", difficulty_page},
      {"surprise", "\"it is obvious that this works\"", surprise_page},
      {"technicality", "\"there is no technical novelty\"", technicality_page},
      {"usefulness", "\"nobody needs it\"", usefulness_page}};
  return all;
}

const Misconception* find_misconception(std::string_view name) {
  const auto found = std::ranges::find(all_misconceptions(), name, &Misconception::name);
  return found == all_misconceptions().end() ? nullptr : &*found;
}

std::optional<ArguedMisconception> argued_misconception(const std::string& text) {
  for (std::size_t i = 0; i < wordings.size(); ++i) {
    const std::string word = asserted_word(text, wordings[i], {});
    if (!word.empty()) return ArguedMisconception{&all_misconceptions()[i], word};
  }
  return std::nullopt;
}

}  // namespace gainsay::audit
